using System.Collections.Generic;
using System.Linq;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Guest memory that a virtual machine monitor has mapped for its device: ranges come and go as the guest says.</summary>
public sealed class GuestMemory<THal>
    where THal : struct, IHal
{
    private sealed record Range(ulong Guest, DmaBuffer Memory, PhysAddr Device, bool Writable)
    {
        public ulong End => Guest + (ulong)Memory.Length;
    }

    private readonly SortedList<ulong, Range> _ranges = [];

    public bool Map(ulong guest, DmaBuffer memory, bool writable)
    {
        if (Overlaps(guest, guest + (ulong)memory.Length))
        {
            return false;
        }

        PhysAddr device = THal.Share(memory, writable ? Both : DriverToDevice);
        _ranges.Add(guest, new Range(guest, memory, device, writable));
        return true;
    }

    public int Unmap(ulong guest, ulong length)
    {
        int count = 0;
        for (int i = _ranges.Count - 1; i >= 0; i--)
        {
            Range range = _ranges.GetValueAtIndex(i);
            if (range.Guest < guest || range.End > guest + length)
            {
                continue;
            }

            _ranges.RemoveAt(i);
            THal.Unshare(range.Device, range.Memory, range.Writable ? Both : DriverToDevice);
            count++;
        }

        return count;
    }

    public PhysAddr? Translate(ulong guest)
    {
        foreach (Range range in _ranges.Values)
        {
            if (guest >= range.Guest && guest < range.End)
            {
                return range.Device + (guest - range.Guest);
            }
        }

        return null;
    }

    public void Clear() => Unmap(0, ulong.MaxValue);

    private bool Overlaps(ulong start, ulong end) => _ranges.Values.Any(range => range.Guest < end && start < range.End);
}
