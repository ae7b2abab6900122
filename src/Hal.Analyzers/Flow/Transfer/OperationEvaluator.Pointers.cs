using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>
/// Pointers. Roslyn gives most pointer operations no kind of their own (<see cref="OperationKind.None"/>): the syntax tells what they are.
/// </summary>
internal sealed partial class OperationEvaluator
{
    /// <summary>The pointer to what an operation names: a variable, an element, a member behind another pointer.</summary>
    private Value AddressOf(IOperation reference)
    {
        if (reference is IConversionOperation { IsImplicit: true } conversion)
        {
            return AddressOf(conversion.Operand);
        }

        return Locate(reference) is { } location ? AddressOf(location) : Opaque(reference);
    }

    public Value AddressOf(Slot location)
    {
        switch (location.Kind)
        {
            case SlotKind.Pointee:
                return location.Owner!;
            case SlotKind.Element:
                Value size = location.Symbol is ITypeSymbol type ? SizeOf(type) : Values.Number(1);
                Value start = location.IsInRange ? Values.PointerOf(location.Owner!) : PinnedPointer(location.Owner!);
                return Values.Add(start, Values.Multiply(location.Index!, size));
            case SlotKind.Member when !location.IsVariable && location.Parent!.Kind is SlotKind.Pointee or SlotKind.Member:
                Value offset = location.Symbol is IFieldSymbol field && StructLayout.OffsetOf(field) is { } bytes
                    ? Values.Number(bytes)
                    : Values.Pure(PureOperator.Other, (ISymbol)location.Symbol!);
                return Values.Add(AddressOf(location.Parent!), offset);
            default:
                return Values.AddressOf(location);
        }
    }

    /// <summary>The pointer to the first element of an array, string or span.</summary>
    public Value PinnedPointer(Value container) => container.Kind == ValueKind.Buffer
        ? Values.PointerOf(container)
        : Values.Pure(PureOperator.PinnedPointer, null, container);

    private Value EvaluateUnnamed(IOperation operation)
    {
        if (IsStackAlloc(operation.Syntax))
        {
            Value? count = null;
            foreach (IOperation child in operation.ChildOperations)
            {
                count ??= Evaluate(child);
            }

            Value memory = Values.Allocation(operation, Block);
            return Known.IsSpan(operation.Type) && count is not null
                ? Values.Buffer(memory, Values.Multiply(count, SizeOf(((INamedTypeSymbol)operation.Type!).TypeArguments[0])))
                : memory;
        }

        if (LocateUnnamed(operation) is { } location)
        {
            AccessSlot(location, AccessKind.Read, operation);
            return Load(location, operation);
        }

        // The initialiser of a fixed statement: an array, string or span whose first element is pinned, or an address.
        if (operation.Type is IPointerTypeSymbol && Single(operation) is { } pinned)
        {
            Value container = Evaluate(pinned);
            if (pinned.Type?.SpecialType == SpecialType.System_String)
            {
                container = ReadOnlyData.Make(Values, "string", container);
            }

            return pinned.Type is IPointerTypeSymbol ? container : Known.IsBufferLike(pinned.Type) ? Values.PointerOf(container) : PinnedPointer(container);
        }

        return EvaluateUnknown(operation);
    }

    /// <summary>The memory that <c>*p</c>, <c>p[i]</c> or the receiver of <c>p->f</c> names.</summary>
    private Slot? LocateUnnamed(IOperation operation)
    {
        switch (operation.Syntax)
        {
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PointerIndirectionExpression } when Single(operation) is { } pointer:
                return Pointed(Evaluate(pointer));
            case ElementAccessExpressionSyntax when Two(operation) is var (first, second) && first?.Type is IPointerTypeSymbol type:
                return Pointed(Values.Add(Evaluate(first), Values.Multiply(Evaluate(second!), SizeOf(type.PointedAtType))));
            default:
                return operation.IsImplicit && Single(operation) is { Type: IPointerTypeSymbol receiver } target &&
                    SymbolEqualityComparer.Default.Equals(receiver.PointedAtType, operation.Type)
                    ? Pointed(Evaluate(target))
                    : null;
        }

        static Slot Pointed(Value pointer) => PointedTo(pointer)!;
    }

    private static bool IsStackAlloc(SyntaxNode syntax) =>
        syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax;

    private static IOperation? Single(IOperation operation) => operation.ChildOperations.Count == 1 ? operation.ChildOperations.First() : null;

    private static (IOperation? First, IOperation? Second) Two(IOperation operation)
    {
        if (operation.ChildOperations.Count != 2)
        {
            return default;
        }

        IOperation.OperationList.Enumerator children = operation.ChildOperations.GetEnumerator();
        children.MoveNext();
        IOperation first = children.Current;
        children.MoveNext();
        return (first, children.Current);
    }
}
