using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The HAL of a kernel that maps all memory at a fixed offset.</summary>
[HalImplementation]
public static unsafe partial class UnikernelHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        return physical == 0 ? default : new DmaAllocation(new PhysAddr(physical), (byte*)(physical + Frames.DirectMap));
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

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
    {
        byte* registers = PageTables.MapDevice(paddr.Value, size);
        if (registers == null)
        {
            throw new HalException($"no registers at {paddr}");
        }

        return registers;
    }

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong first = PageTables.Translate(buffer.Pointer);
        for (int offset = HalConstants.PageSize; offset < buffer.Length; offset += HalConstants.PageSize)
        {
            if (PageTables.Translate(buffer.Pointer + offset) != first + (ulong)offset)
            {
                throw new DmaException($"{buffer} is not contiguous");
            }
        }

        if (first == 0 || PageTables.Translate(buffer.Pointer + buffer.Length - 1) != first + (ulong)buffer.Length - 1)
        {
            throw new DmaException($"{buffer} is not mapped in one piece");
        }

        if (direction == DeviceToDriver)
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }
        else
        {
            PageTables.Clean(buffer.Pointer, (nuint)buffer.Length);
        }

        return new PhysAddr(first);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (direction is not DriverToDevice)
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }
    }
}
