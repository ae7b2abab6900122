using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>One HAL for each address space: the space is a type argument.</summary>
public interface IAddressSpace
{
    static abstract ulong Offset { get; }

    static abstract bool IsReachable(ulong physical, nuint length);
}

[HalImplementation]
public static unsafe partial class SpaceHal<TSpace>
    where TSpace : IAddressSpace
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        if (physical == 0)
        {
            return default;
        }

        if (!TSpace.IsReachable(physical, pages * HalConstants.PageSize))
        {
            Frames.Release(physical, pages);
            return default;
        }

        return new DmaAllocation(new PhysAddr(physical + TSpace.Offset), (byte*)(physical + Frames.DirectMap));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value - TSpace.Offset, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong physical = PageTables.Translate(buffer.Pointer);
        ulong last = PageTables.Translate(buffer.Pointer + (buffer.Length - 1));
        for (int at = 4096; at < buffer.Length; at += 4096)
        {
            Panic.Unless(PageTables.Translate(buffer.Pointer + at) == physical + (ulong)at, "the direct map has a hole");
        }

        if (physical == 0 || last - physical != (ulong)buffer.Length - 1 || !TSpace.IsReachable(physical, (nuint)buffer.Length))
        {
            throw new DmaException($"the device does not reach {buffer}");
        }

        PageTables.Clean(buffer.Pointer, (nuint)buffer.Length);
        return new PhysAddr(physical + TSpace.Offset);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (direction != DriverToDevice)
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }
    }
}
