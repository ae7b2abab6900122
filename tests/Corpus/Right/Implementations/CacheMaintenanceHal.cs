using Devices;
using Hal;

namespace Drivers;

// The platform of a processor whose caches devices do not see, and whose memory has one linear mapping. Share cleans for every
// direction, Unshare invalidates where the device may have written; memory is translated, not guessed.
[HalImplementation]
internal static unsafe partial class CacheMaintenanceHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong frames = Frames.AllocateZeroed(pages);
        if (frames == 0)
        {
            return default;
        }

        // What was zeroed through the caches goes out of them; from here on the memory is used uncached, by a mapping of its own.
        nuint bytes = pages * HalConstants.PageSize;
        PageTables.Clean((byte*)(frames + Frames.DirectMap), bytes);
        PageTables.Invalidate((byte*)(frames + Frames.DirectMap), bytes);
        byte* memory = PageTables.MapDevice(frames, bytes);
        if (memory == null)
        {
            Frames.Release(frames, pages);
            return default;
        }

        return new DmaAllocation(new PhysAddr(frames), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong address = PageTables.Translate(buffer.Pointer);
        if (address == 0)
        {
            throw new DmaException($"{buffer} is not mapped.");
        }

        PageTables.Clean(buffer.Pointer, (nuint)buffer.Length);
        return new PhysAddr(address);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (direction != BufferDirection.DriverToDevice)
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }
    }
}
