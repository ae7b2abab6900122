using System.Collections.Generic;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>The indices that a loop runs over: from the first, by the step, to below the end.</summary>
/// <param name="First">The first index; null where only the end is known.</param>
/// <param name="End">The index that is not reached any more; null where only the first is known.</param>
/// <param name="Step">How far apart two of them are; 1 where the first is not a constant.</param>
internal sealed record IndexRange(Bound? First, Bound? End, long Step)
{
    // Longer tables are left alone.
    private const int MostIndices = 4096;

    public static IndexRange Single(Bound index) => new(index, index.Plus(1), 1);

    public IndexRange Plus(long distance) => this with { First = First?.Plus(distance), End = End?.Plus(distance) };

    /// <summary>Whether the range, where it is not empty, certainly does not contain an index.</summary>
    public bool CertainlyMisses(Bound index)
    {
        bool isBelow = First is not null && index.Minus(First) < 0;
        bool isAbove = End is not null && index.Minus(End) >= 0;
        return isBelow || isAbove || (Step != 1 && First is not null && index.Minus(First) is { } distance && distance % Step != 0);
    }

    /// <summary>An index of this range that no other range contains, whatever the unknown numbers are; null where there may be none.</summary>
    public Bound? FindMissed(IReadOnlyCollection<IndexRange> others)
    {
        if (First is { IsConstant: true } && End is { IsConstant: true })
        {
            if (End.Offset - First.Offset > MostIndices * Step)
            {
                return null;
            }

            for (long index = First.Offset; index < End.Offset; index += Step)
            {
                if (MissedByAll(Bound.Constant(index), others))
                {
                    return Bound.Constant(index);
                }
            }

            return null;
        }

        // Of a range of unknown length the two ends are known, at most.
        if (First is not null && MissedByAll(First, others))
        {
            return First;
        }

        return End is not null && Step == 1 && MissedByAll(End.Plus(-1), others) ? End.Plus(-1) : null;
    }

    public static bool MissedByAll(Bound index, IEnumerable<IndexRange> others)
    {
        foreach (IndexRange other in others)
        {
            if (!other.CertainlyMisses(index))
            {
                return false;
            }
        }

        return true;
    }
}
