using System.Collections.Immutable;
using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Values;

/// <summary>Decides whether two values are the same, differ, or may be either.</summary>
internal sealed class ValueComparer
{
    private readonly ValueTable _values;

    public ValueComparer(ValueTable values) => _values = values;

    public Relation Compare(Value? left, Value? right, PathFacts facts)
    {
        if (left is null || right is null || left.MentionsAged || right.MentionsAged)
        {
            return Relation.Unknown;
        }

        if (ReferenceEquals(left, right))
        {
            return Relation.Same;
        }

        if (left.Kind == ValueKind.Constant && right.Kind == ValueKind.Constant)
        {
            return Equals(left.Data, right.Data) ? Relation.Same : Relation.Different;
        }

        if (left.Kind == ValueKind.Buffer || right.Kind == ValueKind.Buffer)
        {
            return CompareBuffers(left, right, facts);
        }

        Value difference = _values.Subtract(left, right);
        if (difference.IsConstant(out long distance))
        {
            return distance == 0 ? Relation.Same : Relation.Different;
        }

        if (CompareByFacts(left, right, facts) is var known && known != Relation.Unknown)
        {
            return known;
        }

        // A number and a multiple of it, as a count of pages and its length in bytes, differ unless there are none.
        if (difference.Kind == ValueKind.Linear && !facts.RangeOf(difference).Contains(0))
        {
            return Relation.Different;
        }

        if (IsPartOf(left, right, facts) || IsPartOf(right, left, facts))
        {
            return Relation.Different;
        }

        return DifferByOrigin(left, right, facts) ? Relation.Different : Relation.Unknown;
    }

    /// <summary>Whether a number is the half of another, or a lesser part, and neither is 0.</summary>
    private static bool IsPartOf(Value part, Value whole, PathFacts facts) =>
        part is { Kind: ValueKind.Pure, Extra: BinaryOperatorKind.Divide or BinaryOperatorKind.RightShift } && ReferenceEquals(part.Operands[0], whole) &&
        part.Operands[1].IsConstant(out long by) && by >= (part.Extra is BinaryOperatorKind.Divide ? 2 : 1) &&
        (facts.RangeOf(part).Minimum > 0 || facts.RangeOf(whole).Minimum > 0 || !facts.RangeOf(part).Contains(0));

    /// <summary>Compares two ranges of memory: the same pointer and the same length, or certainly another of them.</summary>
    public Relation CompareBuffers(Value left, Value right, PathFacts facts)
    {
        Relation pointers = Compare(_values.PointerOf(left), _values.PointerOf(right), facts);
        Relation lengths = Compare(_values.LengthOf(left), _values.LengthOf(right), facts);
        if (pointers == Relation.Different || lengths == Relation.Different)
        {
            return Relation.Different;
        }

        return pointers == Relation.Same && lengths == Relation.Same ? Relation.Same : Relation.Unknown;
    }

    private Relation CompareByFacts(Value left, Value right, PathFacts facts)
    {
        Value equal = _values.Equal(left, right);
        if (equal.IsConstant(out bool constant))
        {
            return constant ? Relation.Same : Relation.Different;
        }

        bool negated = ValueTable.IsPure(equal, PureOperator.Not);
        if (facts.TryGetTruth(negated ? equal.Operands[0] : equal, out bool truth))
        {
            return truth != negated ? Relation.Same : Relation.Different;
        }

        bool? isLess = TruthOf(_values.Less(left, right), facts);
        bool? isGreater = TruthOf(_values.Less(right, left), facts);
        if (isLess == true || isGreater == true)
        {
            return Relation.Different;
        }

        if (isLess == false && isGreater == false)
        {
            return Relation.Same;
        }

        NumberRange leftRange = facts.RangeOf(left);
        NumberRange rightRange = facts.RangeOf(right);
        if (leftRange.Minimum > rightRange.Maximum || rightRange.Minimum > leftRange.Maximum)
        {
            return Relation.Different;
        }

        if (leftRange.Minimum == leftRange.Maximum)
        {
            return rightRange.Minimum == rightRange.Maximum ? Relation.Same
                : rightRange.Contains(leftRange.Minimum) ? Relation.Unknown : Relation.Different;
        }

        return rightRange.Minimum == rightRange.Maximum && !leftRange.Contains(rightRange.Minimum) ? Relation.Different : Relation.Unknown;
    }

    private static bool? TruthOf(Value condition, PathFacts facts)
    {
        bool negated = ValueTable.IsPure(condition, PureOperator.Not);
        return facts.TryGetTruth(negated ? condition.Operands[0] : condition, out bool truth) ? truth != negated : null;
    }

    /// <summary>Whether two values differ because of where they come from: memory that is made fresh is no other memory.</summary>
    private bool DifferByOrigin(Value left, Value right, PathFacts facts)
    {
        Value leftBase = _values.Base(left, out long leftOffset);
        Value rightBase = _values.Base(right, out long rightOffset);
        if (ReferenceEquals(leftBase, rightBase))
        {
            return leftOffset != rightOffset;
        }

        // An address moved by a number that is not known may be anything.
        if (leftBase.Kind == ValueKind.Linear || rightBase.Kind == ValueKind.Linear)
        {
            return MemoryOf(left) is { } leftMemory && MemoryOf(right) is { } rightMemory && DifferentMemory(leftMemory, rightMemory, facts);
        }

        if (DifferentMemory(leftBase, rightBase, facts))
        {
            return true;
        }

        // Two parameters that nothing equates, such as two lengths, or the lengths of two: their author gave them two names because they differ.
        return leftOffset == rightOffset && IsGivenNumber(leftBase) && IsGivenNumber(rightBase) && leftBase.Kind == rightBase.Kind;
    }

    private static bool IsGivenNumber(Value value) =>
        value.Kind == ValueKind.Parameter || (value is { Kind: ValueKind.Pure, Extra: BufferPart.Length } && value.Operands[0].Kind == ValueKind.Parameter);

    /// <summary>The one pointer or object that an address is computed from, where the rest are numbers.</summary>
    private static Value? MemoryOf(Value value)
    {
        if (value.Kind != ValueKind.Linear)
        {
            return value;
        }

        Value? memory = null;
        for (int i = 0; i < value.Operands.Length; i++)
        {
            if (IsMemory(value.Operands[i]))
            {
                if (memory is not null || ((LinearSum)value.Extra!).Coefficients[i] != 1)
                {
                    return null;
                }

                memory = value.Operands[i];
            }
            else if (IsDistance(value.Operands[i]))
            {
                return null;
            }
        }

        return memory;
    }

    /// <summary>Whether a number was computed from two pointers: added to one of them it leads to the other.</summary>
    private static bool IsDistance(Value number) =>
        number.Kind == ValueKind.Pure && number.Operands.Length == 1 && number.Operands[0] is { Kind: ValueKind.Linear } sum &&
        System.Array.Exists(sum.Operands, IsMemory);

    private bool DifferentMemory(Value left, Value right, PathFacts facts)
    {
        if (ReferenceEquals(left, right))
        {
            return false;
        }

        // What holds or points into two different things differs as they do: two pinned arrays, the pointers of two buffers or allocations.
        if (left.Kind == ValueKind.Pure && right.Kind == ValueKind.Pure &&
            IsInjective(left) && IsInjective(right) && left.Operands.Length == 1 && right.Operands.Length == 1)
        {
            return Equals(left.Data, right.Data) && Equals(left.Extra, right.Extra) &&
                Compare(left.Operands[0], right.Operands[0], facts) == Relation.Different;
        }

        Value leftRoot = Root(left);
        Value rightRoot = Root(right);
        if (ReferenceEquals(leftRoot, rightRoot))
        {
            return false;
        }

        return (IsFresh(leftRoot) && IsOrigin(rightRoot)) ||
            (IsFresh(rightRoot) && IsOrigin(leftRoot)) ||
            (IsParameterMemory(left) && IsParameterMemory(right));
    }

    private static Value Root(Value value)
    {
        while (value.Kind == ValueKind.Pure && IsInjective(value) && value.Operands.Length == 1)
        {
            value = value.Operands[0];
        }

        return value;
    }

    private static bool IsInjective(Value value) =>
        (PureOperator)value.Data! == PureOperator.PinnedPointer || value.Extra is BufferPart.Pointer or HandlePart.Pointer or HandlePart.Buffer;

    private static bool IsMemory(Value value) =>
        IsFresh(Root(value)) || IsParameterMemory(value) || value.Kind is ValueKind.TokenAddress;

    /// <summary>Memory that the method made itself, one piece for each place.</summary>
    private static bool IsFresh(Value value) =>
        value.Kind is ValueKind.Allocation or ValueKind.TokenPointer ||
        (value.Kind == ValueKind.AddressOf && ((Slot)value.Data!).IsVariable);

    /// <summary>Memory whose origin is known, so that it is not the fresh memory of another place.</summary>
    private static bool IsOrigin(Value value) => IsFresh(value) || value.Kind is ValueKind.Parameter or ValueKind.This;

    /// <summary>Memory that is reached from a parameter, of the method or of the constructor that its type is declared with.</summary>
    private static bool IsParameterMemory(Value value) =>
        Root(value) is { Kind: ValueKind.Parameter or ValueKind.Unassigned, Data: IParameterSymbol { Type: var type } } &&
        (type.TypeKind is TypeKind.Pointer || !Numbers.IsIntegral(type));
}
