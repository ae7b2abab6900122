using Devices;
using Hal;

namespace Drivers;

// The platform of a machine whose devices reach only the zone of its frame allocator: everything else is bounced. Bounces go through the
// library's pool; memory comes from the frame allocator and leaves the pool's view before it is freed.
[HalImplementation]
internal static unsafe partial class DeviceZoneHal
{
    private const nuint PoolPages = 512;

    private static readonly BouncePool Pool = CreatePool();

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        DmaAllocation memory = Allocate(pages);
        if (memory.Paddr != default)
        {
            Pool.AddVisible(memory, pages * HalConstants.PageSize);
        }

        return memory;
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Pool.RemoveVisible(paddr);
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => Pool.Share(buffer, direction);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Pool.Unshare(paddr, buffer, direction);

    private static BouncePool CreatePool()
    {
        DmaAllocation memory = Allocate(PoolPages);
        if (memory.Paddr == default)
        {
            Panic.Now("There is no memory for the bounce pool.");
        }

        return new BouncePool(memory, PoolPages * HalConstants.PageSize, name: nameof(DeviceZoneHal));
    }

    private static DmaAllocation Allocate(nuint pages)
    {
        ulong frames = Frames.AllocateZeroed(pages);
        return frames == 0 ? default : new DmaAllocation(new PhysAddr(frames), (byte*)(frames + Frames.DirectMap));
    }
}
