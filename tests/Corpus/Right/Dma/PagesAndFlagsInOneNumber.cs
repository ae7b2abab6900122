using System;
using System.Collections.Generic;
using Hal;

namespace Drivers;

/// <summary>Raw allocations by name; the table keeps pages in the upper bits and flags in the lower ones of one number.</summary>
public sealed unsafe class NamedRegions<THal>
    where THal : struct, IHal
{
    private const int PagesShift = 8;
    private const uint Busy = 1;

    private readonly Dictionary<string, (ulong Address, nint Pointer, uint Info)> _regions = new(StringComparer.Ordinal);

    public bool Add(string name, nuint bytes)
    {
        if (bytes == 0 || _regions.ContainsKey(name))
        {
            return false;
        }

        uint pages = (uint)HalConstants.PagesFor(bytes);
        DmaAllocation memory = THal.DmaAlloc(pages, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return false;
        }

        _regions[name] = (memory.Paddr.Value, (nint)memory.Vaddr, pages << PagesShift);
        return true;
    }

    public void SetBusy(string name, bool busy)
    {
        (ulong address, nint pointer, uint info) = _regions[name];
        _regions[name] = (address, pointer, busy ? info | Busy : info & ~Busy);
    }

    public bool Remove(string name)
    {
        if (!_regions.TryGetValue(name, out var region) || (region.Info & Busy) != 0)
        {
            return false;
        }

        _regions.Remove(name);
        return THal.DmaDealloc(new PhysAddr(region.Address), (byte*)region.Pointer, region.Info >> PagesShift) == 0;
    }
}
