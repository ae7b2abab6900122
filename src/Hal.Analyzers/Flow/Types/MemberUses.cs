using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow.Summaries;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>
/// Judges what a piece of source does with a field that holds an address, a share or DMA memory: whether it could release it, or give it to
/// whoever can. Reading what the device needs, testing for nothing and overwriting are harmless.
/// </summary>
internal sealed class MemberUses
{
    private readonly FlowServices _services;
    private readonly ISymbol _member;

    public MemberUses(FlowServices services, ISymbol member)
    {
        _services = services;
        _member = member;
    }

    private KnownTypes Known => _services.Known;

    public bool MayRelease(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        string text = name.Identifier.ValueText;
        if (text is "Unshare" or "DmaDealloc")
        {
            return ReleasesUnseen(name, model, cancellation);
        }

        if (text != _member.Name || IsNameOf(name) ||
            !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol?.OriginalDefinition, _member.OriginalDefinition))
        {
            return false;
        }

        // In source that is not complete yet nothing is certain.
        return OperationOf(name, model, cancellation) is not { } use || !IsHarmless(use);
    }

    private static bool IsNameOf(SyntaxNode name) =>
        name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } call &&
        call.ArgumentList.Span.Contains(name.Span);

    private static IOperation? OperationOf(SyntaxNode name, SemanticModel model, CancellationToken cancellation)
    {
        SyntaxNode node = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        node = node.Parent is MemberBindingExpressionSyntax binding && binding.Name == name ? binding : node;
        return model.GetOperation(node, cancellation) is IFieldReferenceOperation or IPropertyReferenceOperation
            ? model.GetOperation(node, cancellation)
            : null;
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

    /// <summary>Follows the thing in the field up the expression that it is used in.</summary>
    private bool IsHarmless(IOperation use)
    {
        // An address that was asked of its owner: whoever has it cannot end what the owner holds.
        bool isOwned = false;
        while (true)
        {
            switch (use.Parent)
            {
                case IConversionOperation or IParenthesizedOperation:
                    use = use.Parent;
                    break;
                case IArrayElementReferenceOperation element when ReferenceEquals(element.ArrayReference, use):
                    use = element;
                    break;
                case IFieldReferenceOperation part when ReferenceEquals(part.Instance, use):
                    use = part;
                    break;
                case IPropertyReferenceOperation property when ReferenceEquals(property.Instance, use):
                    if (!IsTracked(property.Type))
                    {
                        return property.Parent is not IArgumentOperation { Parent: IObjectCreationOperation { Type: var made } } || !Known.IsAddress(made);
                    }

                    isOwned |= Known.IsAddress(property.Type) && IsOwner(property.Property.ContainingType);
                    use = property;
                    break;
                case IConditionalAccessOperation access:
                    use = ReferenceEquals(access.Operation, use)
                        ? access.WhenNotNull.DescendantsAndSelf().First(part => part is IConditionalAccessInstanceOperation)
                        : access;
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum when Known.IsAddress(sum.Type):
                    use = sum;
                    break;
                default:
                    return IsHarmlessIn(use.Parent, use, isOwned);
            }
        }
    }

    private bool IsHarmlessIn(IOperation? parent, IOperation use, bool isOwned) => parent switch
    {
        IExpressionStatementOperation or IInterpolationOperation => true,
        ISimpleAssignmentOperation { IsRef: false } assignment => ReferenceEquals(assignment.Target, use) || assignment.Target is IDiscardOperation || isOwned,
        ICoalesceAssignmentOperation assignment => ReferenceEquals(assignment.Target, use),
        ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple => ReferenceEquals(deconstruction.Target, tuple),
        IBinaryOperation comparison => IsNothing(ReferenceEquals(comparison.LeftOperand, use) ? comparison.RightOperand : comparison.LeftOperand),
        IIsPatternOperation pattern => !pattern.Pattern.DescendantsAndSelf().Any(part => part is IDeclarationPatternOperation or IRecursivePatternOperation { DeclaredSymbol: not null }),
        IInvocationOperation call when ReferenceEquals(call.Instance, use) => IsReading(call.TargetMethod),
        IArgumentOperation argument => Known.IsAddress(use.Type) && IsBorrowed(argument, isOwned),
        _ => isOwned && parent is IReturnOperation or IVariableInitializerOperation,
    };

    /// <summary>Whether whoever has a value of the type could release something by it, or by what it holds. Memory alone is not enough.</summary>
    private bool IsTracked(ITypeSymbol? type) =>
        type is not null && type is not IPointerTypeSymbol && !Known.IsBufferLike(type) && _services.Tracked.IsTracked(type);

    private bool IsOwner(INamedTypeSymbol type) =>
        KnownTypes.Is(type, Known.Shared) || KnownTypes.Is(type, Known.SharedScope) || Known.DmaBaseOf(type) is not null;

    private static bool IsNothing(IOperation other)
    {
        while (other is IConversionOperation conversion)
        {
            other = conversion.Operand;
        }

        return other is IDefaultValueOperation or ILiteralOperation || other.ConstantValue.HasValue;
    }

    /// <summary>A method of our own types that only reads: all but those that end, or give out, what the object holds.</summary>
    private bool IsReading(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, Known.IHal.ContainingAssembly) &&
        method.Name is not ("Unshare" or "Dispose" or "Detach" or "Abandon") &&
        !IsTracked(method.ReturnType);

    /// <summary>Whether a method is only lent an address: without the buffer or the memory it cannot release it.</summary>
    private bool IsBorrowed(IArgumentOperation argument, bool isOwned)
    {
        if (argument is not { Parameter: { } parameter, Parent: IInvocationOperation { TargetMethod: var method } } ||
            _services.HalCalls.Recognize(method) is not null ||
            Ownership.Has(parameter, Known.UnsharesAttribute) || Ownership.Has(parameter, Known.TransfersOwnershipAttribute))
        {
            return false;
        }

        if (_services.Bodies.IsKnown(method))
        {
            return LeavesAlone(_services.Summaries.Get(method, default), parameter);
        }

        return !Lending.Stores(method) &&
            parameter.OriginalDefinition.Type is not ITypeParameterSymbol &&
            (isOwned || !method.Parameters.Any(other => other.Type is IPointerTypeSymbol or IArrayTypeSymbol || Known.IsBufferLike(other.Type)));
    }

    private static bool LeavesAlone(MethodSummary? summary, IParameterSymbol parameter) =>
        summary is { IsKnown: true } &&
        summary.Returns.Concat(summary.Throws).All(path => path.Entries.All(effect => effect.IsKept || !Concerns(effect.Entry, parameter)));

    private static bool Concerns(Value entry, IParameterSymbol parameter) =>
        (entry.Kind == ValueKind.Parameter && SymbolEqualityComparer.Default.Equals((ISymbol)entry.Data!, parameter.OriginalDefinition)) ||
        entry.Operands.Any(operand => Concerns(operand, parameter));
}
