using Devices;
using Hal;

namespace Drivers;

// Follows a fix in SPDK: "rdma/common.c: Fix possible memory leaks": the function gives the memory back on the failure between.
public sealed unsafe class RegionSetup<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const uint CreateRegion = 0x200;
    private const uint DestroyRegion = 0x202;

    public bool TrySetup(nuint pages, out PhysAddr address, out byte* memory)
    {
        address = default;
        memory = null;
        DmaAllocation region = THal.DmaAlloc(pages, BufferDirection.Both);
        if (region.Paddr == default)
        {
            return false;
        }

        if (!Register(region.Paddr, pages))
        {
            _ = THal.DmaDealloc(region.Paddr, region.Vaddr, pages);
            return false;
        }

        address = region.Paddr;
        memory = region.Vaddr;
        return true;
    }

    public int Teardown(PhysAddr address, byte* memory, nuint pages)
    {
        int status = firmware.Execute(DestroyRegion, address);
        return status != 0 ? status : THal.DmaDealloc(address, memory, pages);
    }

    private bool Register(PhysAddr address, nuint pages) =>
        pages <= 512 && firmware.Execute(CreateRegion, address) == 0;
}
