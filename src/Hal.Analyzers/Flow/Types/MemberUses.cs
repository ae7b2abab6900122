using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>
/// Judges what a piece of source does with a field that holds an address, a share or DMA memory: whether it could release it, or give it to
/// whoever can.
/// </summary>
internal sealed class MemberUses
{
    private readonly FlowServices _services;
    private readonly ISymbol _member;
    private readonly HandleUses _handles;

    public MemberUses(FlowServices services, ISymbol member)
    {
        _services = services;
        _member = member;
        _handles = new HandleUses(services);
    }

    private KnownTypes Known => _services.Known;

    public bool MayRelease(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        string text = name.Identifier.ValueText;
        if (text is "Unshare" or "DmaDealloc")
        {
            return ReleasesUnseen(name, model, cancellation);
        }

        if (!MemberDomain.IsNameOf(name, _member, model, cancellation))
        {
            return false;
        }

        // In source that is not complete yet nothing is certain.
        return MemberDomain.OperationOf(name, model, cancellation) is not { } use || !_handles.IsHarmless(use);
    }

    /// <summary>
    /// Whether a raw address that comes from nowhere in particular is released: from a descriptor, a parameter, a table. That may be what the
    /// field holds. An address out of another field, or one that the method has just acquired, is not.
    /// </summary>
    private bool ReleasesUnseen(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        if (KnownTypes.Is(Members.TypeOf(_member), Known.Shared) || Known.DmaBaseOf(Members.TypeOf(_member)) is not null ||
            name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } syntax ||
            model.GetOperation(syntax, cancellation) is not IInvocationOperation call ||
            _services.HalCalls.Recognize(call.TargetMethod) is not (HalOperation.Unshare or HalOperation.DmaDealloc))
        {
            return false;
        }

        IOperation? address = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        return !ComesFromField(address, 0);
    }

    private bool ComesFromField(IOperation? value, int depth) => value switch
    {
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } => true,
        IFieldReferenceOperation field => ComesFromField(field.Instance, depth),
        IPropertyReferenceOperation { Arguments.Length: 0, Instance: null or IInstanceReferenceOperation } => true,
        IPropertyReferenceOperation { Arguments.Length: 0 } property => ComesFromField(property.Instance, depth),
        IConversionOperation conversion => ComesFromField(conversion.Operand, depth),
        IDefaultValueOperation => true,
        ILocalReferenceOperation local when depth < 4 => InitializerOf(local.Local, local) is { } initializer &&
            (IsAcquisition(initializer) || ComesFromField(initializer, depth + 1)),
        _ => false,
    };

    private bool IsAcquisition(IOperation value) =>
        value is IInvocationOperation call && _services.HalCalls.Recognize(call.TargetMethod) is (HalOperation.Share or HalOperation.DmaAlloc);

    /// <summary>What a local starts with and keeps: an acquisition, or what a field holds.</summary>
    private static IOperation? InitializerOf(ILocalSymbol local, IOperation use)
    {
        IOperation root = use;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        IOperation? found = null;
        foreach (IOperation operation in root.Descendants())
        {
            IOperation? assigned = operation switch
            {
                IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local) => declarator.Initializer?.Value,
                IAssignmentOperation { Target: ILocalReferenceOperation target } assignment when SymbolEqualityComparer.Default.Equals(target.Local, local) =>
                    assignment.Value,
                _ => null,
            };
            if (assigned is not null)
            {
                if (found is not null)
                {
                    return null;
                }

                found = assigned;
            }
        }

        return found;
    }
}
