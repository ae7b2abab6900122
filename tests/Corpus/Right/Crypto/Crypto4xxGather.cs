using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (crypto4xx): the gather ring is given back with its four pages.
internal sealed unsafe class GatherRing<THal>(Device engine)
    where THal : struct, IHal
{
    private const nuint Descriptors = 256;
    private const nuint Pages = 4;

    public int SelfTest()
    {
        DmaAllocation ring = THal.DmaAlloc(Pages, Both);
        if (ring.Paddr == default)
        {
            return -12;
        }

        var entries = (Descriptor*)ring.Vaddr;
        for (nuint i = 0; i < Descriptors; i++)
        {
            entries[i].Flags = 1;
        }

        engine.Program(ring.Paddr, (int)(Pages * HalConstants.PageSize));
        engine.Kick();
        bool good = engine.Wait(50);
        engine.Reset();
        int freed = THal.DmaDealloc(ring.Paddr, ring.Vaddr, Pages);
        return good ? freed : -5;
    }
}
