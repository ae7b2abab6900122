using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "nvme-pci: fix freeing of the HMB descriptor table" (3c2fb1ca8086): the table is allocated for as many entries
// as might be, and was freed with the size of those that are.
public sealed unsafe class NvmeHostMemory<THal>
    where THal : struct, IHal
{
    private const int EntrySize = 16;
    private const int MaxEntries = 1024;

    private readonly Mailbox _admin;
    private readonly List<Dma<THal>> _chunks = new();
    private DmaAllocation _table;
    private nuint _entries;

    public NvmeHostMemory(Mailbox admin) => _admin = admin;

    public int Allocate(int chunks)
    {
        DmaAllocation table = THal.DmaAlloc(HalConstants.PagesFor(MaxEntries * EntrySize), Both);
        if (table.Paddr == default)
        {
            return -12;
        }

        var entry = (ulong*)table.Vaddr;
        for (int i = 0; i < Math.Min(chunks, MaxEntries); i++)
        {
            var chunk = new Dma<THal>(16, Both);
            _chunks.Add(chunk);
            *entry++ = chunk.Paddr.Value;
            *entry++ = 16;
        }

        _table = table;
        _entries = (nuint)_chunks.Count;
        return _admin.Execute(0x0D, table.Paddr);
    }

    public int Free()
    {
        int error = _admin.Execute(0x0D, default);
        _chunks.ForEach(static chunk => chunk.Dispose());
        _chunks.Clear();
        _entries = 0;
        if (THal.DmaDealloc(_table.Paddr, _table.Vaddr, HalConstants.PagesFor(MaxEntries * EntrySize)) != 0)
        {
            return -14;
        }

        return _entries == 0 ? error : -16;
    }
}
