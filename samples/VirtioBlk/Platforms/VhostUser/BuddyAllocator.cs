using System;
using System.Numerics;

namespace Virtio.Platforms.VhostUser;

/// <summary>
/// Hands out blocks of a range in powers of two: each is split off a larger one, and joined with its buddy when both are free. Keeps its books outside of
/// the range, which belongs to a device as well. Not thread-safe.
/// </summary>
internal sealed class BuddyAllocator
{
    private const int SmallestShift = 9; // 512 bytes: a sector, and not so small that the books are larger than the blocks
    private const int None = -1;
    private const sbyte NotAFirstBlock = -1;
    private const sbyte UsedFlag = 64;

    // For the block that begins at each smallest unit: its order, and whether it is used. The free ones of an order are a list.
    private readonly sbyte[] _state;
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly int[] _firstFree;
    private readonly int _orders;

    /// <param name="length">The length of the range: a power of two of at least 512 bytes.</param>
    public BuddyAllocator(int length)
    {
        if (!BitOperations.IsPow2(length) || length < 1 << SmallestShift)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, $"The length is a power of two of at least {1 << SmallestShift} bytes.");
        }

        int units = length >> SmallestShift;
        _orders = BitOperations.Log2((uint)units) + 1;
        _state = new sbyte[units];
        _next = new int[units];
        _previous = new int[units];
        _firstFree = new int[_orders];
        Array.Fill(_state, NotAFirstBlock);
        Array.Fill(_firstFree, None);
        Push(0, _orders - 1);
    }

    /// <summary>Takes a block.</summary>
    /// <returns>Its offset, a multiple of its size, or -1 when no block is large enough.</returns>
    public int Allocate(int length)
    {
        int order = OrderOf(length);
        int found = order;
        while (found < _orders && _firstFree[found] == None)
        {
            found++;
        }

        if (found >= _orders)
        {
            return -1;
        }

        int unit = _firstFree[found];
        Remove(unit, found);
        while (found > order)
        {
            found--;
            Push(unit + (1 << found), found);
        }

        _state[unit] = (sbyte)(order | UsedFlag);
        return unit << SmallestShift;
    }

    /// <summary>Gives a block back.</summary>
    /// <returns>Whether a used block of that size begins there.</returns>
    public bool Free(int offset, int length)
    {
        int unit = offset >> SmallestShift;
        int order = OrderOf(length);
        if (unit << SmallestShift != offset || _state[unit] != (sbyte)(order | UsedFlag))
        {
            return false;
        }

        _state[unit] = NotAFirstBlock;
        while (order < _orders - 1)
        {
            int buddy = unit ^ (1 << order);
            if (_state[buddy] != order)
            {
                break;
            }

            Remove(buddy, order);
            unit = Math.Min(unit, buddy);
            order++;
        }

        Push(unit, order);
        return true;
    }

    private static int OrderOf(int length)
    {
        int units = (int)(((uint)length + (1u << SmallestShift) - 1) >> SmallestShift);
        return BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(units, 1)));
    }

    private void Push(int unit, int order)
    {
        int first = _firstFree[order];
        _state[unit] = (sbyte)order;
        _next[unit] = first;
        _previous[unit] = None;
        if (first != None)
        {
            _previous[first] = unit;
        }

        _firstFree[order] = unit;
    }

    private void Remove(int unit, int order)
    {
        int next = _next[unit];
        int previous = _previous[unit];
        if (previous == None)
        {
            _firstFree[order] = next;
        }
        else
        {
            _next[previous] = next;
        }

        if (next != None)
        {
            _previous[next] = previous;
        }

        _state[unit] = NotAFirstBlock;
    }
}
