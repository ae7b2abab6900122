using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux sound (emu10k1): the end marker goes to entry 1024 of a table of one page, which has 1024 entries.
public sealed unsafe class Emu10k1PageTable<THal>(Device chip) : IDisposable
    where THal : struct, IHal
{
    private const int MaxPages = 1024;
    private const uint EndMarker = 0xffff_ffff;

    private Dma<THal>? _table;

    public void Build(PhysAddr silentPage)
    {
        if (_table is not null)
        {
            return;
        }

        var table = new Dma<THal>(1, DriverToDevice);
        byte* start = table.Vaddr(0);
        for (int page = 0; page < MaxPages - 1; page++)
        {
            *(uint*)(start + (page * 4)) = (uint)((silentPage.Value << 1) | (uint)page);
        }

        *(uint*)(start + (MaxPages * 4)) = EndMarker; //! HAL2009
        chip.Program(table.Paddr, MaxPages * 4);
        _table = table;
    }

    public void Dispose()
    {
        chip.Reset();
        _table?.Dispose();
        _table = null;
    }
}
