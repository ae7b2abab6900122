using Devices;
using Hal;

[HalImplementation]
public static unsafe partial class BouncePoolHal
{
    private static readonly BouncePool s_pool = CreatePool();

    private static BouncePool CreatePool()
    {
        ulong physical = Frames.AllocateZeroed(64);
        Panic.Unless(physical != 0, "no memory for bounce buffers");
        return new BouncePool(new DmaAllocation(new PhysAddr(physical), (byte*)(physical + Frames.DirectMap)), 64 * HalConstants.PageSize, 4096);
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        if (physical == 0)
        {
            return default;
        }

        var memory = new DmaAllocation(new PhysAddr(physical), (byte*)(physical + Frames.DirectMap));
        s_pool.AddVisible(memory, pages * HalConstants.PageSize);
        return memory;
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        s_pool.RemoveVisible(paddr);
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)(paddr.Value + Frames.DirectMap);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => s_pool.Share(buffer, direction);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => s_pool.Unshare(paddr, buffer, direction);
}
