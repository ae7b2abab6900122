using System;
using System.Collections.Generic;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A device's own page table of three levels, in pages of DMA memory that the table owns.</summary>
public sealed unsafe class DevicePageTable<THal> : IDisposable
    where THal : struct, IHal
{
    private const ulong Present = 1;
    private readonly Dictionary<ulong, Dma<THal>> _tables = [];
    private readonly Dma<THal> _root;

    public DevicePageTable()
    {
        _root = new Dma<THal>(1, DriverToDevice);
        _tables.Add(_root.Paddr.Value, _root);
    }

    public PhysAddr Root => _root.Paddr;

    public void Map(ulong va, PhysAddr pa, nuint pages)
    {
        for (nuint page = 0; page < pages; page++, va += HalConstants.PageSize)
        {
            *Entry(va, create: true) = (pa + (ulong)(page * HalConstants.PageSize)).Value | Present;
        }
    }

    public void Unmap(ulong va, nuint pages)
    {
        for (; pages > 0; pages--, va += HalConstants.PageSize)
        {
            ulong* entry = Entry(va, create: false);
            if (entry != null)
            {
                Volatile.Write(ref *entry, 0);
            }
        }
    }

    public void Dispose()
    {
        foreach (Dma<THal> table in _tables.Values)
        {
            table.Dispose();
        }

        _tables.Clear();
    }

    private ulong* Entry(ulong va, bool create)
    {
        Dma<THal> table = _root;
        for (int shift = 30; ; shift -= 9)
        {
            nuint index = (nuint)(va >> shift) & 511;
            ulong* entry = table.Pointer<ulong>(index * sizeof(ulong));
            if (shift == 12)
            {
                return entry;
            }

            if ((*entry & Present) == 0)
            {
                if (!create)
                {
                    return null;
                }

                var next = new Dma<THal>(1, DriverToDevice);
                _tables.Add(next.Paddr.Value, next);
                *entry = next.Paddr.Value | Present;
            }

            table = _tables[*entry & ~Present];
        }
    }
}
