using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>
/// Readonly members that the one constructor of their type sets to a place in the memory of an owner which it keeps in another:
/// <c>_ring = new(1, Both); _control = _ring.Pointer&lt;uint&gt;(0);</c>. Whoever ends the one ends what the other names.
/// </summary>
internal sealed class DerivedMembers
{
    private readonly FlowServices _services;
    private readonly ConcurrentDictionary<ISymbol, DerivedMember?> _members = new(SymbolEqualityComparer.Default);

    public DerivedMembers(FlowServices services) => _services = services;

    public DerivedMember? Find(ISymbol member) => IsFixed(member) ? _members.GetOrAdd(member.OriginalDefinition, Derive) : null;

    /// <summary>Whether nothing changes a member once its object is made.</summary>
    public static bool IsFixed(ISymbol member) =>
        member is IFieldSymbol { IsReadOnly: true, IsStatic: false, IsConst: false } or IPropertySymbol { SetMethod: null, IsStatic: false, IsIndexer: false };

    private DerivedMember? Derive(ISymbol member) => ValueOf(member) is { } value ? Read(value) : null;

    /// <summary>The one value that a member is ever given, where every object has it from its constructor on.</summary>
    public IOperation? ValueOf(ISymbol member)
    {
        if (member.ContainingType is not { IsRecord: false } type || !IsStored(member, out EqualsValueClauseSyntax? initializer))
        {
            return null;
        }

        List<ConstructorDeclarationSyntax> constructors = type.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax().ChildNodes())
            .OfType<ConstructorDeclarationSyntax>().Where(constructor => !constructor.Modifiers.Any(SyntaxKind.StaticKeyword)).ToList();
        if (constructors.Count > 1)
        {
            return null;
        }

        List<SimpleNameSyntax> written = constructors.SelectMany(constructor => constructor.DescendantNodes()).OfType<SimpleNameSyntax>()
            .Where(name => name.Identifier.ValueText == member.Name && FixedMembers.MayWrite(name)).ToList();
        ExpressionSyntax? value = written.Count == 0 ? initializer?.Value
            : written.Count == 1 && initializer is null && IsFirstLevel(written[0], out AssignmentExpressionSyntax? assignment) ? assignment!.Right
            : null;
        return value is null ? null : _services.Models.Of(value.SyntaxTree).GetOperation(value).Unconverted();
    }

    /// <summary>Whether a member keeps what it is given: no property that computes what it says.</summary>
    public static bool IsStored(ISymbol member) => IsStored(member, out _);

    /// <summary>The same, and what the member starts with.</summary>
    public static bool IsStored(ISymbol member, out EqualsValueClauseSyntax? initializer)
    {
        (bool isStored, initializer) = member.DeclaringSyntaxReferences.Length != 1 ? (false, null) : member.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            VariableDeclaratorSyntax field => (true, field.Initializer),
            PropertyDeclarationSyntax { AccessorList.Accessors: { Count: 1 } accessors } property when accessors[0] is { Body: null, ExpressionBody: null } =>
                (true, property.Initializer),
            _ => (false, (EqualsValueClauseSyntax?)null),
        };
        return isStored;
    }

    /// <summary>Whether a name is assigned by a statement that each run of the constructor comes by.</summary>
    private static bool IsFirstLevel(SimpleNameSyntax name, out AssignmentExpressionSyntax? assignment)
    {
        SyntaxNode target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        assignment = target.Parent as AssignmentExpressionSyntax;
        return assignment?.Left == target && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) &&
            assignment.Parent is ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax } };
    }

    private DerivedMember? Read(IOperation value)
    {
        switch (value)
        {
            case IPropertyReferenceOperation { Property.Name: "Buffer", Instance: { } instance } when KnownTypes.Is(instance.Type, _services.Known.PinnedBuffer) && OwnerOf(instance) is { } owner:
                return new DerivedMember(owner, DerivedKind.Pinned, 0, null);
            case IPropertyReferenceOperation { Property.Name: "Paddr", Instance: { } instance } when OwnerOf(instance) is { } owner:
                return new DerivedMember(owner, DerivedKind.Address, 0, null);
            case IInvocationOperation { Instance: { } instance } call when OwnerOf(instance) is { } owner:
                long? offset = ConstantOf(call, 0);
                return call.TargetMethod.Name switch
                {
                    "PaddrAt" when offset is { } start => new DerivedMember(owner, DerivedKind.Address, start, null),
                    "Vaddr" or "Pointer" when offset is { } start => new DerivedMember(owner, DerivedKind.Pointer, start, null),
                    "Slice" when offset is { } start && ConstantOf(call, 1) is { } length => new DerivedMember(owner, DerivedKind.Buffer, start, length),
                    "RawSlice" => new DerivedMember(owner, DerivedKind.Buffer, 0, null),
                    _ => null,
                };
            default:
                return null;
        }
    }

    /// <summary>The readonly member of the same object that holds an owner of memory, also where the constructor asks the variable that it sets it from.</summary>
    private ISymbol? OwnerOf(IOperation instance)
    {
        instance = instance.Unconverted();
        if (_services.Known.DmaBaseOf(instance.Type) is null && !KnownTypes.Is(instance.Type, _services.Known.PinnedBuffer))
        {
            return null;
        }

        switch (instance)
        {
            case IFieldReferenceOperation { Field: var field, Instance: IInstanceReferenceOperation } when IsFixed(field):
                return field;
            case IPropertyReferenceOperation { Property: var property, Instance: IInstanceReferenceOperation } when IsFixed(property):
                return property;
            default:
                return VariableOf(instance) is { } variable ? KeeperOf(variable, instance) : null;
        }
    }

    private ISymbol? KeeperOf(ISymbol variable, IOperation use) => use.SemanticModel?.GetEnclosingSymbol(use.Syntax.SpanStart)?.ContainingType.GetMembers()
        .FirstOrDefault(member => IsFixed(member) && SymbolEqualityComparer.Default.Equals(VariableOf(ValueOf(member)), variable));

    private static ISymbol? VariableOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static long? ConstantOf(IInvocationOperation call, int ordinal) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value.Unconverted() is { ConstantValue: { HasValue: true, Value: { } number }, Type: var type } &&
        Numbers.IsIntegral(type) && number is not ulong and not char
            ? System.Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
