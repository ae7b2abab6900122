using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux ("net: axienet: Fix DMA descriptor cleanup path"): the helper that gives the rings back knows only one of the two.
public sealed unsafe class RingsFreeOne<THal>(Device nic)
    where THal : struct, IHal
{
    private struct Rings
    {
        public DmaAllocation Rx;
        public DmaAllocation Tx;
    }

    private Rings _rings;

    private static void Free(in Rings rings)
    {
        _ = THal.DmaDealloc(rings.Rx.Paddr, rings.Rx.Vaddr, 1);
    }

    public int Init()
    {
        Rings rings = default;
        rings.Rx = THal.DmaAlloc(1, Both);
        if (rings.Rx.Paddr == default)
        {
            return -12;
        }

        rings.Tx = THal.DmaAlloc(1, Both); //! HAL2002 (no fix: aggregate)
        if (rings.Tx.Paddr == default)
        {
            _ = THal.DmaDealloc(rings.Rx.Paddr, rings.Rx.Vaddr, 1);
            return -12;
        }

        nic.Program(rings.Rx.Paddr, 4096);
        nic.Program(rings.Tx.Paddr, 4096);
        if (!nic.Wait(10))
        {
            nic.Reset();
            Free(rings);
            return -110;
        }

        _rings = rings;
        return 0;
    }
}
