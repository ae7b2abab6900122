using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (xgene-enet): the branch jumps to the release, which alone gives the ring back.
internal sealed unsafe class RingSelfTest<THal>(Device mac)
    where THal : struct, IHal
{
    public int Run()
    {
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
            goto release;
        }

        mac.Wait(100);
        mac.Reset();
    release:
        int freed = THal.DmaDealloc(ring.Paddr, ring.Vaddr, 4);
        return freed != 0 ? -5 : status;
    }
}
