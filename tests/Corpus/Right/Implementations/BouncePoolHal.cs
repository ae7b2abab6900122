using Devices;
using Hal;

namespace Drivers;

/// <summary>The pool of the library does the bouncing; DMA memory is made visible to it.</summary>
[HalImplementation]
public static unsafe partial class PoolHal
{
    private const nuint PoolBytes = 1 << 20;

    private static readonly BouncePool s_pool = CreatePool();

    private static BouncePool CreatePool()
    {
        ulong physical = Frames.AllocateZeroed(PoolBytes / HalConstants.PageSize);
        Panic.Unless(physical != 0, "no memory for the pool");
        return new BouncePool(new DmaAllocation(new PhysAddr(physical), (byte*)(Frames.DirectMap + physical)), PoolBytes);
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        if (physical == 0)
        {
            return default;
        }

        var memory = new DmaAllocation(new PhysAddr(physical), (byte*)(Frames.DirectMap + physical));
        s_pool.AddVisible(memory, pages * HalConstants.PageSize);
        return memory;
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        s_pool.RemoveVisible(paddr);
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => s_pool.Share(buffer, direction);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
        s_pool.Unshare(paddr, buffer, direction);
}
