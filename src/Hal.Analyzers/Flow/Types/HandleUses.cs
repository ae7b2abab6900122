using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Summaries;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Types;

/// <summary>
/// Judges one use of an address, a share or DMA memory that a field or an array holds: whether it could release it, or give it to whoever can.
/// Reading what the device needs, testing for nothing and overwriting are harmless.
/// </summary>
internal sealed class HandleUses
{
    private readonly FlowServices _services;
    private readonly HashSet<ISymbol> _copies = new(SymbolEqualityComparer.Default);

    public HandleUses(FlowServices services) => _services = services;

    private KnownTypes Known => _services.Known;

    /// <summary>Whether nothing can be released by a use. Follows the thing up the expression that it is used in.</summary>
    public bool IsHarmless(IOperation use)
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
                case IPropertyReferenceOperation { Property.IsIndexer: true } element when ReferenceEquals(element.Instance, use) && Collections.Is(use.Type):
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
                case IInvocationOperation { TargetMethod.Name: "PaddrAt" } moved when ReferenceEquals(moved.Instance, use) && IsOwner(moved.TargetMethod.ContainingType):
                    isOwned = true;
                    use = moved;
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
        IIsPatternOperation { Pattern: IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol local, DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true } } =>
            IsHarmlessCopy(local, use),
        IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local } } => IsHarmlessCopy(local, use),
        IIsPatternOperation pattern => !pattern.Pattern.DescendantsAndSelf().Any(part => part is IDeclarationPatternOperation or IRecursivePatternOperation { DeclaredSymbol: not null }),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } } => isOwned || IsHarmlessCopy(local, use),
        IInvocationOperation call when ReferenceEquals(call.Instance, use) => IsReading(call.TargetMethod) || Collections.OnlyKeeps(call),
        IArgumentOperation { Parameter.RefKind: RefKind.Out } => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Clear", ContainingType.SpecialType: SpecialType.System_Array } } } => true,
        IArgumentOperation argument => Known.IsAddress(use.Type) && IsBorrowed(argument, isOwned),
        _ => isOwned && parent is IReturnOperation or IVariableInitializerOperation,
    };

    /// <summary>Whether nothing can be released by a variable that what is held was copied to.</summary>
    private bool IsHarmlessCopy(ILocalSymbol local, IOperation use)
    {
        // A variable that is copied to another, and back, says nothing more the second time.
        if (!_copies.Add(local))
        {
            return true;
        }

        IOperation root = use;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        bool isHarmless = root.Descendants().OfType<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local))
            .All(IsHarmless);
        _copies.Remove(local);
        return isHarmless;
    }

    /// <summary>Whether whoever has a value of the type could release something by it, or by what it holds. Memory alone is not enough.</summary>
    private bool IsTracked(ITypeSymbol? type) =>
        type is not null && type is not IPointerTypeSymbol && !Known.IsBufferLike(type) && _services.Tracked.IsTracked(type);

    private bool IsOwner(INamedTypeSymbol type) =>
        KnownTypes.Is(type, Known.Shared) || KnownTypes.Is(type, Known.SharedScope) || Known.DmaBaseOf(type) is not null;

    private static bool IsNothing(IOperation other)
    {
        other = other.Unconverted();
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
            return _services.Summaries.Get(method, default).LeavesAlone(parameter);
        }

        return !Lending.Stores(method) &&
            parameter.OriginalDefinition.Type is not ITypeParameterSymbol &&
            (isOwned || !method.Parameters.Any(other => other.Type is IPointerTypeSymbol or IArrayTypeSymbol || Known.IsBufferLike(other.Type)));
    }
}
