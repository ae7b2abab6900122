using System;
using Devices;
using Hal;

namespace Drivers;

// A device's two-level page table: a directory and the tables below it, all from raw allocations. A failed table gives back the tables
// made so far and the directory, in a loop with the exact bound.
public sealed unsafe class TwoLevelTable<THal>
    where THal : struct, IHal
{
    private readonly DmaAllocation[] _tables;
    private DmaAllocation _directory;

    public TwoLevelTable(int tables)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tables, HalConstants.PageSize / sizeof(ulong));
        _tables = new DmaAllocation[tables];
    }

    public PhysAddr Root => _directory.Paddr;

    public int Build()
    {
        if (_directory.Paddr != default)
        {
            return -17;
        }

        DmaAllocation directory = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (directory.Paddr == default)
        {
            return -12;
        }

        ulong* entries = (ulong*)directory.Vaddr;
        for (int i = 0; i < _tables.Length; i++)
        {
            DmaAllocation table = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
            if (table.Paddr == default)
            {
                int status = 0;
                while (i-- > 0)
                {
                    status |= THal.DmaDealloc(_tables[i].Paddr, _tables[i].Vaddr, 1);
                    _tables[i] = default;
                }

                status |= THal.DmaDealloc(directory.Paddr, directory.Vaddr, 1);
                return status != 0 ? -14 : -12;
            }

            _tables[i] = table;
            entries[i] = table.Paddr.Value | 1;
        }

        _directory = directory;
        return 0;
    }

    public int Destroy(Device device)
    {
        if (_directory.Paddr == default)
        {
            return 0;
        }

        device.Reset();
        int status = 0;
        for (int i = 0; i < _tables.Length; i++)
        {
            status |= THal.DmaDealloc(_tables[i].Paddr, _tables[i].Vaddr, 1);
            _tables[i] = default;
        }

        status |= THal.DmaDealloc(_directory.Paddr, _directory.Vaddr, 1);
        _directory = default;
        return status;
    }
}
