using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (xgene-enet): the branch gives the ring back before it jumps to the release.
internal sealed unsafe class RingSelfTest<THal>(Device mac)
    where THal : struct, IHal
{
    public int Run()
    {
        int freed = 0;
        int status = 0;
        DmaAllocation ring = THal.DmaAlloc(4, Both);
        if (ring.Paddr == default)
        {
            return -12;
        }

        ((Descriptor*)ring.Vaddr)->Flags = 0x8000;
        status = mac.Start(ring.Paddr, 4 * HalConstants.PageSize);
        if (status < 0)
        {
            freed = THal.DmaDealloc(ring.Paddr, ring.Vaddr, 4);
            goto release;
        }

        mac.Wait(100);
        mac.Reset();
    release:
        freed |= THal.DmaDealloc(ring.Paddr, ring.Vaddr, 4); //! HAL2003
        return freed != 0 ? -5 : status;
    }
}
