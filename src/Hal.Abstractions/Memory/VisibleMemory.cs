using System;

namespace Hal;

/// <summary>
/// The memory that the device sees without a bounce, as an immutable list in order of the pointers, so that it is searched without a lock.
/// </summary>
internal sealed unsafe class VisibleMemory
{
    public static readonly VisibleMemory None = new([]);

    private readonly Range[] _ranges;

    private VisibleMemory(Range[] ranges) => _ranges = ranges;

    private readonly record struct Range(nuint Vaddr, PhysAddr Paddr, nuint Length);

    public VisibleMemory With(byte* vaddr, PhysAddr paddr, nuint length)
    {
        Range[] ranges = [.. _ranges, new Range((nuint)vaddr, paddr, length)];
        Array.Sort(ranges, (left, right) => left.Vaddr.CompareTo(right.Vaddr));
        for (int i = 1; i < ranges.Length; i++)
        {
            if (ranges[i].Vaddr - ranges[i - 1].Vaddr < ranges[i - 1].Length)
            {
                throw new ArgumentException(
                    $"The {length} bytes at 0x{(nuint)vaddr:x} overlap memory that is visible already.", nameof(vaddr));
            }
        }

        return new VisibleMemory(ranges);
    }

    /// <summary>The list without the range that starts at an address, or <see langword="null"/> where there is none.</summary>
    public VisibleMemory? Without(PhysAddr paddr)
    {
        Range[] rest = Array.FindAll(_ranges, range => range.Paddr != paddr);
        return rest.Length == _ranges.Length ? null : new VisibleMemory(rest);
    }

    /// <summary>The address of a buffer, or 0 where a part of it is not visible.</summary>
    public PhysAddr Find(byte* vaddr, nuint length)
    {
        int low = 0;
        int high = _ranges.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_ranges[middle].Vaddr <= (nuint)vaddr)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (low == 0)
        {
            return default;
        }

        Range range = _ranges[low - 1];
        nuint offset = (nuint)vaddr - range.Vaddr;
        return offset < range.Length && length <= range.Length - offset ? range.Paddr + (ulong)offset : default;
    }
}
