using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sound): the end marker goes into the last descriptor of the page.
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

        entries[Periods - 1].Flags = 0x8000;
    }

    public void Dispose() => _table.Dispose();
}
