using System.Diagnostics;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A kernel's HAL: all memory is mapped at one offset, and the device sees physical addresses.</summary>
[HalImplementation]
public static unsafe partial class DirectMapHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        return physical == 0 ? default : new DmaAllocation(new PhysAddr(physical), (byte*)(physical + Frames.DirectMap));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Debug.Assert((ulong)vaddr == paddr.Value + Frames.DirectMap);
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (direction != DeviceToDriver)
        {
            PageTables.Clean(buffer.Pointer, (nuint)buffer.Length);
        }
        else
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }

        ulong first = PageTables.Translate(buffer.Pointer);
        ulong last = PageTables.Translate(buffer.Pointer + buffer.Length - 1);
        if (first == 0 || last - first != (ulong)(buffer.Length - 1))
        {
            throw new DmaException("the buffer is not contiguous");
        }

        return new PhysAddr(first);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (direction != DriverToDevice)
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }
    }
}
