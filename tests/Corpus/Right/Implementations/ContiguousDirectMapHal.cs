using Devices;
using Hal;

namespace Drivers;

/// <summary>A kernel that maps all memory at a fixed offset: addresses are pointers less the offset.</summary>
[HalImplementation]
public static unsafe partial class DirectMapHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        return physical == 0 ? default : new DmaAllocation(new PhysAddr(physical), (byte*)(Frames.DirectMap + physical));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if ((ulong)vaddr - Frames.DirectMap != paddr.Value)
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
        ulong last = PageTables.Translate(buffer.Pointer + buffer.Length - 1);
        if (last - first != (ulong)(buffer.Length - 1))
        {
            throw new DmaException("The buffer is not contiguous.");
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
