using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A HAL that bounces what the device cannot reach, by the pool of the library.</summary>
[HalImplementation]
public static unsafe partial class HighMemoryHal
{
    private const nuint WindowBytes = 1 << 20;

    private static readonly Lazy<BouncePool> s_pool = new(MakePool);

    private static BouncePool MakePool()
    {
        nuint pages = HalConstants.PagesFor(WindowBytes);
        ulong physical = Frames.AllocateZeroed(pages);
        if (physical == 0)
        {
            throw new DmaException("there are no frames for the window");
        }

        return new BouncePool(new DmaAllocation(new PhysAddr(physical), (byte*)(physical + Frames.DirectMap)), WindowBytes, 2048, "high");
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        if (physical is 0)
        {
            return default;
        }

        var allocation = new DmaAllocation(new PhysAddr(physical), (byte*)(physical + Frames.DirectMap));
        s_pool.Value.AddVisible(allocation, pages * HalConstants.PageSize);
        return allocation;
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        s_pool.Value.RemoveVisible(paddr);
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
    {
        if (paddr.Value < 0xC000_0000 || size > 0x1000_0000)
        {
            throw new ArgumentOutOfRangeException(nameof(paddr), $"{paddr} is no register");
        }

        return PageTables.MapDevice(paddr.Value, size);
    }

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => s_pool.Value.Share(buffer, direction);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
        s_pool.Value.Unshare(paddr, buffer, direction);
}
