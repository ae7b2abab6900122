using System;
using System.Numerics;

namespace Hal;

/// <summary>
/// Which slots of a <see cref="BouncePool"/> are taken, one bit each, and the search for free ones side by side. Not thread-safe: the
/// pool's lock guards it.
/// </summary>
internal sealed class SlotBitmap
{
    private const int WordBits = 64;
    private readonly ulong[] _taken;
    private readonly int _slots;

    // Where the last search ended: what is before was full a moment ago.
    private int _next;

    public SlotBitmap(int slots)
    {
        _slots = slots;
        _taken = new ulong[(slots + WordBits - 1) / WordBits];
        Free = slots;
    }

    public int Free { get; private set; }

    /// <summary>Takes <paramref name="count"/> slots side by side and returns the first, or -1 where there are none.</summary>
    public int Take(int count)
    {
        int first = Find(_next, _slots, count);
        if (first < 0)
        {
            first = Find(0, (int)Math.Min((long)_next + count - 1, _slots), count);
        }

        if (first >= 0)
        {
            Set(first, count, taken: true);
            _next = first + count == _slots ? 0 : first + count;
            Free -= count;
        }

        return first;
    }

    public void Give(int first, int count)
    {
        Set(first, count, taken: false);
        Free += count;
    }

    private int Find(int from, int to, int count)
    {
        int first = NextWith(taken: false, from, to);
        while (count <= to - first)
        {
            int end = NextWith(taken: true, first, first + count);
            if (end == first + count)
            {
                return first;
            }

            first = NextWith(taken: false, end, to);
        }

        return -1;
    }

    // The next slot in this state, or the end.
    private int NextWith(bool taken, int from, int to)
    {
        while (from < to)
        {
            ulong word = taken ? _taken[from / WordBits] : ~_taken[from / WordBits];
            word >>= from % WordBits;
            if (word != 0)
            {
                return Math.Min(from + BitOperations.TrailingZeroCount(word), to);
            }

            from += WordBits - (from % WordBits);
        }

        return to;
    }

    private void Set(int first, int count, bool taken)
    {
        while (count > 0)
        {
            int bit = first % WordBits;
            int bits = Math.Min(count, WordBits - bit);
            ulong mask = (bits == WordBits ? ulong.MaxValue : (1UL << bits) - 1) << bit;
            ref ulong word = ref _taken[first / WordBits];
            word = taken ? word | mask : word & ~mask;
            first += bits;
            count -= bits;
        }
    }
}
