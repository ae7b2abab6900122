using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in FreeBSD: "bhyve: correctly remove a memory mapping" (pull request 1262): the region of the GPU was released with the
// size of its header.
public sealed unsafe class GvtOpRegion<THal>(Device gpu)
    where THal : struct, IHal
{
    private const nuint RegionPages = 2;
    private const nuint HeaderPages = 1;

    public int ReadVersion(out uint version)
    {
        version = 0;
        DmaAllocation region = THal.DmaAlloc(RegionPages, Both);
        if (region.Paddr == default)
        {
            return -12;
        }

        gpu.Program(region.Paddr, 8192);
        if (gpu.Wait(100))
        {
            version = *(uint*)(region.Vaddr + 0x16);
        }

        gpu.Reset();
        return THal.DmaDealloc(region.Paddr, region.Vaddr, RegionPages);
    }
}
