using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A HAL for a protected guest: pages from the firmware, shares through a pool that is made once.
[HalImplementation]
public static unsafe partial class BouncePoolHal
{
    private const nuint PoolPages = 256;

    private static readonly BouncePool s_pool = CreatePool();

    private static BouncePool CreatePool()
    {
        DmaAllocation memory = DmaAlloc(PoolPages, Both);
        if (memory.Paddr == default)
        {
            throw new DmaException("the host gives no memory for the bounce buffers");
        }

        return new BouncePool(memory, PoolPages * HalConstants.PageSize, name: "guest");
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        if (physical == 0)
        {
            return default;
        }

        byte* memory = (byte*)(Frames.DirectMap + physical);
        ulong address = Hypervisor.Grant(memory, pages, writable: direction != DriverToDevice);
        if (address == 0)
        {
            Frames.Release(physical, pages);
            return default;
        }

        return new DmaAllocation(new PhysAddr(address), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int error = Hypervisor.Revoke(paddr.Value, pages);
        if (error == 0)
        {
            Frames.Release((ulong)vaddr - Frames.DirectMap, pages);
        }

        return error;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => s_pool.Share(buffer, direction);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => s_pool.Unshare(paddr, buffer, direction);
}
