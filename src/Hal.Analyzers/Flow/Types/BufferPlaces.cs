using System.Linq;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>
/// Reads what memory a buffer names that is told by readonly members, slices with constants, and properties that only say such a thing: so that what one
/// member shares can be compared with what another unshares.
/// </summary>
internal sealed class BufferPlaces
{
    private const int MostDepth = 8;

    private readonly FlowServices _services;

    public BufferPlaces(FlowServices services) => _services = services;

    public BufferPlace? Of(IOperation? buffer) => Of(buffer, 0);

    private BufferPlace? Of(IOperation? buffer, int depth)
    {
        buffer = buffer.Unconverted();
        if (depth == MostDepth)
        {
            return null;
        }

        switch (buffer)
        {
            case IObjectCreationOperation { Arguments.Length: 2 } made when KnownTypes.Is(made.Type, _services.Known.DmaBuffer):
                return Arguments.Number(made, "length", _services.FixedMembers) is { } length ? new BufferPlace(null, 0, length) : null;
            case IInvocationOperation { TargetMethod.Name: "Slice", Instance: { } whole } slice when IsMemory(whole.Type):
                return SliceOf(Of(whole, depth + 1), slice);
            case IInvocationOperation { TargetMethod.Name: "RawSlice", Instance: { } owner } when IsMemory(owner.Type):
                return Of(owner, depth + 1);
            case IFieldReferenceOperation { Field: var field, Instance: IInstanceReferenceOperation } when DerivedMembers.IsFixed(field) && IsMemory(field.Type):
                return OfMember(field, depth);
            case IPropertyReferenceOperation { Property: { Name: "Buffer", ContainingType: var pinned }, Instance: { } owner } when KnownTypes.Is(pinned, _services.Known.PinnedBuffer):
                return Of(owner, depth + 1);
            case IPropertyReferenceOperation { Property: { IsVirtual: false, IsOverride: false, IsAbstract: false } property, Instance: IInstanceReferenceOperation }
                when DerivedMembers.IsFixed(property) && IsMemory(property.Type):
                return ExpressionOf(property) is { } told ? Of(told, depth + 1) : OfMember(property, depth);
            default:
                return null;
        }
    }

    private bool IsMemory(ITypeSymbol? type) =>
        KnownTypes.Is(type, _services.Known.DmaBuffer) || KnownTypes.Is(type, _services.Known.PinnedBuffer) || _services.Known.DmaBaseOf(type) is not null;

    /// <summary>A readonly member: the memory that it is set to, or else whatever it names.</summary>
    private BufferPlace? OfMember(ISymbol member, int depth) => DerivedMembers.IsStored(member)
        ? _services.DerivedMembers.ValueOf(member) is { } value && Of(value, depth + 1) is { Root: not null } place ? place
            : new BufferPlace(member.OriginalDefinition, 0, LengthOf(member))
        : null;

    private long? LengthOf(ISymbol member) => _services.DerivedMembers.ValueOf(member) switch
    {
        IInvocationOperation { TargetMethod.Name: "Slice", Instance: { } whole, Arguments.Length: 2 } slice when IsMemory(whole.Type) =>
            Arguments.Number(slice, "length", _services.FixedMembers),
        IObjectCreationOperation { Arguments.Length: 2 } made when KnownTypes.Is(made.Type, _services.Known.DmaBuffer) => Arguments.Number(made, "length", _services.FixedMembers),
        _ => null,
    };

    private BufferPlace? SliceOf(BufferPlace? whole, IInvocationOperation slice)
    {
        if (slice.Arguments.Length != 2 || slice.TargetMethod.Parameters[0].Name is not { } start)
        {
            return null;
        }

        long? length = Arguments.Number(slice, "length", _services.FixedMembers);
        return Arguments.Number(slice, start, _services.FixedMembers) is { } offset && whole is not null ? whole with { Offset = whole.Offset + offset, Length = length }
            : length is not null ? new BufferPlace(null, 0, length)
            : null;
    }

    /// <summary>What a property says that has no more than an expression.</summary>
    private IOperation? ExpressionOf(IPropertySymbol property)
    {
        if (property.DeclaringSyntaxReferences.Length != 1 || property.DeclaringSyntaxReferences[0].GetSyntax() is not PropertyDeclarationSyntax declaration)
        {
            return null;
        }

        ExpressionSyntax? told = (declaration.ExpressionBody ?? declaration.AccessorList?.Accessors.FirstOrDefault(accessor => accessor.ExpressionBody is not null)?.ExpressionBody)?.Expression;
        return told is null ? null : _services.Models.Of(told.SyntaxTree).GetOperation(told);
    }
}
