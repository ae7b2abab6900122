using Devices;
using Hal;

/// <summary>Page-table translation with cache maintenance: every page of the buffer must be next to the one before.</summary>
[HalImplementation]
public static unsafe partial class TranslatingHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong frame = Frames.AllocateZeroed(pages);
        if (frame == 0)
        {
            return default;
        }

        return new DmaAllocation(new PhysAddr(frame), (byte*)(frame + Frames.DirectMap));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if ((ulong)vaddr != paddr.Value + Frames.DirectMap)
        {
            return -22;
        }

        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong first = PageTables.Translate(buffer.Pointer);
        for (int offset = HalConstants.PageSize; offset < buffer.Length; offset += HalConstants.PageSize)
        {
            if (PageTables.Translate(buffer.Pointer + offset) != first + (ulong)offset)
            {
                throw new DmaException("the buffer is not contiguous in physical memory");
            }
        }

        PageTables.Clean(buffer.Pointer, (nuint)buffer.Length);
        return new PhysAddr(first);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (direction != BufferDirection.DriverToDevice)
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }
    }
}
