using Hal.Analyzers.Flow.State;

namespace Hal.Analyzers.Flow.Values;

/// <summary>Ranges of memory: whether two certainly overlap, and what memory a pointer points into.</summary>
internal static class MemoryRange
{
    // A cache line: the head of a frame, a descriptor, a status.
    private const long Start = 64;

    /// <summary>Whether two ranges certainly have a byte in common. A length that is not known is at least one byte.</summary>
    public static bool Overlap(ValueTable values, Value pointer, Value? size, Value otherPointer, Value? otherSize)
    {
        if (pointer.MentionsAged || otherPointer.MentionsAged)
        {
            return false;
        }

        if (SlotOf(pointer) is { } slot && SlotOf(otherPointer) is { } other)
        {
            return Contains(slot, other) || Contains(other, slot);
        }

        if (!values.Subtract(pointer, otherPointer).IsConstant(out long distance))
        {
            // Two ranges that end together have their last byte in common.
            return size is not null && otherSize is not null &&
                values.Subtract(values.Add(pointer, size), values.Add(otherPointer, otherSize)).IsZero;
        }

        return distance >= 0 ? distance < LeastOf(otherSize) : -distance < LeastOf(size);
    }

    /// <summary>Whether a pointer leads to what a buffer starts with, whose length only the run time knows: nothing else is put that near.</summary>
    public static bool LeadsToStart(ValueTable values, Value pointer, Value buffer) =>
        !pointer.MentionsAged && !buffer.MentionsAged && !values.LengthOf(buffer).IsConstant(out long _) &&
        values.Subtract(pointer, values.PointerOf(buffer)).IsConstant(out long distance) && distance is >= 0 and < Start;

    /// <summary>
    /// Whether a pointer certainly leads into a buffer of unknown length: it is that buffer's own pointer, moved forward by a constant. Code that reads
    /// there means the buffer; what lies behind its end is reached from its length.
    /// </summary>
    public static bool LeadsInto(ValueTable values, Value pointer, Value buffer) =>
        buffer.Kind != ValueKind.Buffer && !pointer.MentionsAged && !buffer.MentionsAged &&
        values.Subtract(pointer, values.PointerOf(buffer)).IsConstant(out long distance) && distance >= 0;

    /// <summary>Whether a span or a slice is one of a whole buffer, wherever in it: what is cut out of a buffer lies in it.</summary>
    public static bool IsOf(ValueTable values, Value part, Value buffer) =>
        buffer.Kind != ValueKind.Buffer && !part.MentionsAged && !buffer.MentionsAged &&
        ReferenceEquals(Root(values, values.PointerOf(part)), values.PointerOf(buffer));

    /// <summary>The thing that a pointer points into: what was allocated, pinned or taken the address of.</summary>
    public static Value Root(ValueTable values, Value pointer)
    {
        Value root = values.Base(pointer, out _);
        if (root.Kind == ValueKind.Linear)
        {
            foreach (Value part in root.Operands)
            {
                if (part.Kind is ValueKind.Allocation or ValueKind.AddressOf or ValueKind.TokenPointer ||
                    ValueTable.IsPure(part, PureOperator.PinnedPointer) || (part.Kind == ValueKind.Pure && part.Extra is BufferPart.Pointer or HandlePart.Pointer))
                {
                    return part;
                }
            }
        }

        return root;
    }

    /// <summary>What keeps the memory behind a pointer alive: the array, the owner, the allocation itself.</summary>
    public static Value Origin(ValueTable values, Value pointer)
    {
        Value origin = Root(values, pointer);
        while (origin.Kind == ValueKind.Pure && origin.Operands.Length == 1 &&
            ((PureOperator)origin.Data! == PureOperator.PinnedPointer || origin.Extra is BufferPart.Pointer or HandlePart.Pointer or HandlePart.Buffer))
        {
            origin = origin.Operands[0];
        }

        return origin;
    }

    /// <summary>Whether memory is on the stack of this method: a variable of its own, or what it allocated there.</summary>
    public static bool IsStack(Value root) => root.Kind switch
    {
        ValueKind.AddressOf => ((Slot)root.Data!).IsVariable,
        ValueKind.Allocation => root.Data is Microsoft.CodeAnalysis.IOperation { Kind: Microsoft.CodeAnalysis.OperationKind.None },
        _ => false,
    };

    private static long LeastOf(Value? size) => size is not null && size.IsConstant(out long number) && number > 0 ? number : 1;

    private static Slot? SlotOf(Value pointer) => pointer.Kind == ValueKind.AddressOf ? (Slot)pointer.Data! : null;

    private static bool Contains(Slot outer, Slot inner)
    {
        for (Slot? slot = inner; slot is not null; slot = slot.Parent)
        {
            if (slot.Equals(outer))
            {
                return true;
            }
        }

        return false;
    }
}
