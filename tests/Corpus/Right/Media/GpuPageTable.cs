using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A page table of two levels for a GPU, grown on demand; a level that is not there is made. Tables live in a dictionary and are freed
// with the address space, after the engine was taken off it.
public sealed unsafe class AddressSpace<THal> : IDisposable
    where THal : struct, IHal
{
    private const int EntriesPerTable = 512;

    private readonly Device _engine;
    private readonly Dma<THal> _root = new(1, Both);
    private readonly Dictionary<int, Dma<THal>> _tables = new();

    public AddressSpace(Device engine) => _engine = engine;

    public PhysAddr Root => _root.Paddr;

    public bool Map(ulong virtualAddress, PhysAddr page)
    {
        int outer = (int)(virtualAddress >> 21) % EntriesPerTable;
        int inner = (int)(virtualAddress >> 12) % EntriesPerTable;
        if (!TryGetTable(outer, out Dma<THal>? table))
        {
            return false;
        }

        *table.Pointer<ulong>((nuint)(inner * sizeof(ulong))) = page.Value | 1;
        return true;
    }

    public void Unmap(ulong virtualAddress)
    {
        int outer = (int)(virtualAddress >> 21) % EntriesPerTable;
        int inner = (int)(virtualAddress >> 12) % EntriesPerTable;
        if (_tables.TryGetValue(outer, out Dma<THal>? table))
        {
            *table.Pointer<ulong>((nuint)(inner * sizeof(ulong))) = 0;
            _engine.WriteRegister(0x60, virtualAddress);
        }
    }

    public void Dispose()
    {
        _engine.WriteRegister(0x58, 0);
        _engine.Reset();
        foreach (Dma<THal> table in _tables.Values)
        {
            table.Dispose();
        }

        _tables.Clear();
        _root.Dispose();
    }

    private bool TryGetTable(int outer, [NotNullWhen(true)] out Dma<THal>? table)
    {
        if (_tables.TryGetValue(outer, out table))
        {
            return true;
        }

        if (!Dma<THal>.TryCreate(1, Both, out table))
        {
            return false;
        }

        _tables.Add(outer, table);
        *_root.Pointer<ulong>((nuint)(outer * sizeof(ulong))) = table.Paddr.Value | 1;
        return true;
    }
}
