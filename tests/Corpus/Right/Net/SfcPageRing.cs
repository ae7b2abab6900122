using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "sfc: potential dereference null pointer of rx_queue->page_ring": a page ring that could not be allocated ends
// the setup.
public sealed unsafe class PageRing<THal>(Device nic)
    where THal : struct, IHal
{
    private const uint Free = 0xffff_ffff;

    private DmaAllocation _ring;

    public int Initialize()
    {
        DmaAllocation ring = THal.DmaAlloc(1, Both);
        if (ring.Paddr == default)
        {
            return -12;
        }

        uint* slots = (uint*)ring.Vaddr;
        slots[0] = Free;
        for (int i = 1; i < 1024; i++)
        {
            slots[i] = (uint)i;
        }

        nic.Program(ring.Paddr, HalConstants.PageSize);
        _ring = ring;
        return 0;
    }

    public int Fini()
    {
        if (_ring.Paddr == default)
        {
            return 0;
        }

        nic.Reset();
        DmaAllocation ring = _ring;
        _ring = default;
        return THal.DmaDealloc(ring.Paddr, ring.Vaddr, 1);
    }
}
