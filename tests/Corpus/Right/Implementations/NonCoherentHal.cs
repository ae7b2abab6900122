using Devices;
using Hal;

namespace Drivers;

// A HAL of a machine whose device does not see the caches: shares are cleaned before and invalidated after. A buffer that has cache
// lines in common with others is bounced, all others are maintained for their direction.
[HalImplementation]
public static unsafe partial class NonCoherentHal
{
    private const nuint CacheLine = 64;
    private const nuint PoolPages = 256;

    private const ulong DirectMapBytes = 1UL << 46;

    private static readonly BouncePool? s_bounces = MakePool();

    private static BouncePool Bounces => s_bounces ?? throw new DmaException("There is no memory for bounce buffers.");

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        ulong physical = Frames.AllocateZeroed(pages);
        if (physical == 0)
        {
            return default;
        }

        // The zeros are in the cache: they go to memory before the uncached mapping is used.
        PageTables.Clean((void*)(physical + Frames.DirectMap), bytes);
        PageTables.Invalidate((void*)(physical + Frames.DirectMap), bytes);
        return new DmaAllocation(new PhysAddr(physical), PageTables.MapDevice(physical, bytes));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (paddr == default)
        {
            return -22;
        }

        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (!IsWholeLines(buffer))
        {
            return Bounces.Share(buffer, direction);
        }

        PageTables.Clean(buffer.Pointer, (nuint)buffer.Length);
        if (direction != BufferDirection.DriverToDevice)
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }

        return new PhysAddr((ulong)buffer.Pointer - Frames.DirectMap);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!IsWholeLines(buffer))
        {
            Bounces.Unshare(paddr, buffer, direction);
        }
        else if (direction != BufferDirection.DriverToDevice)
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }
    }

    // Such a buffer lies in the direct map, and so in contiguous memory, and no neighbour's bytes are in its lines.
    private static bool IsWholeLines(DmaBuffer buffer) =>
        (ulong)buffer.Pointer > Frames.DirectMap
        && (ulong)buffer.Pointer - Frames.DirectMap <= DirectMapBytes - (ulong)buffer.Length
        && (nuint)buffer.Pointer % CacheLine == 0
        && (nuint)buffer.Length % CacheLine == 0;

    private static BouncePool? MakePool()
    {
        DmaAllocation memory = DmaAlloc(PoolPages, BufferDirection.Both);
        return memory.Paddr == default ? null : new BouncePool(memory, PoolPages * HalConstants.PageSize);
    }
}
