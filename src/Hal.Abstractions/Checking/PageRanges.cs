using System;
using System.Numerics;

namespace Hal;

/// <summary>The ranges within one page, in order of their starts. A part of <see cref="RangeIndex"/>.</summary>
internal struct PageRanges
{
    // Packed as start (13 bits), end (19 bits) and id (32 bits): the order of the numbers is the order of the starts.
    private const int StartShift = 51;
    private const int EndShift = 32;
    private const int EndMask = 0x7FFFF;

    private ulong[]? _ranges;
    private int _count;
    private int _longest;

    public readonly bool IsEmpty => _count == 0;

    public void Add(int start, int end, int id)
    {
        ulong range = Pack(start, end, id);
        int index = IndexOf(range);
        if (_ranges is null || _count == _ranges.Length)
        {
            Array.Resize(ref _ranges, Math.Max(4, _count * 2));
        }

        Span<ulong> after = _ranges.AsSpan(index, _count - index + 1);
        after[..^1].CopyTo(after[1..]);
        after[0] = range;
        _count++;
        _longest = Math.Max(_longest, end - start);
    }

    public void Remove(int start, int end, int id)
    {
        int index = IndexOf(Pack(start, end, id));
        Span<ulong> from = _ranges.AsSpan(index, _count - index);
        from[1..].CopyTo(from);
        _count--;
        _longest = _count == 0 ? 0 : _longest;
    }

    /// <summary>
    /// The id of a range with a byte from <paramref name="start"/> up to <paramref name="end"/>, or <see cref="RangeIndex.None"/>.
    /// </summary>
    public readonly int Find(int start, int end)
    {
        // Those that start before the end, from the last one back, until even the longest would end too early.
        for (int i = IndexOf(Pack(end, 0, 0)) - 1; i >= 0; i--)
        {
            ulong range = _ranges![i];
            if ((int)(range >> StartShift) + _longest <= start)
            {
                break;
            }

            if (((int)(range >> EndShift) & EndMask) > start)
            {
                return (int)range;
            }
        }

        return RangeIndex.None;
    }

    private static ulong Pack(int start, int end, int id) => ((ulong)start << StartShift) | ((ulong)end << EndShift) | (uint)id;

    // The first index whose range is not below this one. Without a branch on what is found: in a page of many ranges the wrong guesses
    // would cost more than all the rest.
    private readonly int IndexOf(ulong range)
    {
        if (_count == 0)
        {
            return 0;
        }

        ulong[] ranges = _ranges!;
        int index = 0;
        for (int step = 1 << BitOperations.Log2((uint)_count); step > 0; step >>= 1)
        {
            int next = Math.Min(index + step, _count);
            bool below = ranges[next - 1] < range;
            index += (next - index) & -(below ? 1 : 0);
        }

        return index;
    }
}
