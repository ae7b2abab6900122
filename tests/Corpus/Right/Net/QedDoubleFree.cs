using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux ("igbvf: fix double free in `igbvf_probe`"): the label falls through to one that gives the same memory back again.
public sealed unsafe class QedDoubleFree<THal>(Device nic, InterruptLine irq)
    where THal : struct, IHal
{
    private DmaAllocation _ring;
    private DmaAllocation _shadow;

    public int Probe(nuint pages)
    {
        int error = -12;
        DmaAllocation ring = THal.DmaAlloc(pages, Both);
        if (ring.Paddr == default)
        {
            return error;
        }

        DmaAllocation shadow = THal.DmaAlloc(1, Both);
        if (shadow.Paddr == default)
        {
            goto FreeRing;
        }

        nic.Program(ring.Paddr, (int)pages * 4096);
        if (!irq.TryAttach(nic.Kick))
        {
            error = -16;
            goto FreeShadow;
        }

        _ring = ring;
        _shadow = shadow;
        return 0;

    FreeShadow:
        nic.Reset();
        _ = THal.DmaDealloc(shadow.Paddr, shadow.Vaddr, 1);
    FreeRing:
        _ = THal.DmaDealloc(ring.Paddr, ring.Vaddr, pages);
        return error;
    }
}
