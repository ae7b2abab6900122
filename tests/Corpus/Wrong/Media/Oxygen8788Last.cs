using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sound): 256 descriptors fill the page, and entry 256 is written.
internal sealed unsafe class PeriodTable<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Periods = HalConstants.PageSize / 16;
    private readonly Dma<THal> _table = new(1, Both);

    public PhysAddr Address => _table.Paddr;

    public void Build(PhysAddr samples, uint periodBytes)
    {
        Descriptor* entries = (Descriptor*)_table.Vaddr(0);
        for (int i = 0; i < Periods; i++)
        {
            entries[i].Address = (samples + (ulong)i * periodBytes).Value;
            entries[i].Length = periodBytes;
        }

        entries[Periods].Flags = 0x8000; //! HAL2009
    }

    public void Dispose() => _table.Dispose();
}
