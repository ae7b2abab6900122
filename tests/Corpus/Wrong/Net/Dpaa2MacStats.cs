using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "net/dpaa2: fix MAC stats DMA alloc per xstats call" (d910d1bbc2): the addresses went to the firmware although
// nobody had looked whether there was memory.
public sealed unsafe class Dpaa2MacStats<THal>
    where THal : struct, IHal
{
    private const int Counters = 30;

    private readonly Mailbox _firmware;

    public Dpaa2MacStats(Mailbox firmware) => _firmware = firmware;

    public int Read(Span<ulong> values)
    {
        DmaAllocation indices = THal.DmaAlloc(1, Both);
        var index = (uint*)indices.Vaddr;
        for (uint i = 0; i < Counters; i++)
        {
            index[i] = i; //! HAL2006
        }

        using var counters = new Dma<THal>(1, DeviceToDriver);
        int error = _firmware.Execute(0x0C4, indices.Paddr, counters.Paddr);
        if (error == 0)
        {
            new ReadOnlySpan<ulong>(counters.Vaddr(0), Counters).CopyTo(values);
        }

        return THal.DmaDealloc(indices.Paddr, indices.Vaddr, 1) != 0 ? -14 : error;
    }
}
