using System.Collections.Generic;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A HAL that maintains caches by line, and refuses what its device cannot reach.
[HalImplementation]
public static unsafe partial class PlatformHalWithCaches
{
    private const ulong Limit = 1UL << 32;
    private const nuint Line = 64;

    private static readonly Stack<(ulong Physical, nuint Pages)> s_reserve = new();
    private static readonly SemaphoreSlim s_gate = new(1, 1);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        s_gate.Wait();
        try
        {
            if (s_reserve.TryPeek(out var top) && top.Pages == pages)
            {
                s_reserve.Pop();
                byte* reused = (byte*)(Frames.DirectMap + top.Physical);
                new Span<byte>(reused, checked((int)(pages * HalConstants.PageSize))).Clear();
                return new DmaAllocation(new PhysAddr(top.Physical), reused);
            }
        }
        finally
        {
            s_gate.Release();
        }

        ulong physical = Frames.AllocateZeroed(pages);
        switch (physical)
        {
            case 0:
                return default;
            case >= Limit:
                Frames.Release(physical, pages);
                return default;
            default:
                return new DmaAllocation(new PhysAddr(physical), (byte*)(Frames.DirectMap + physical));
        }
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if ((ulong)vaddr - Frames.DirectMap != paddr.Value)
        {
            return -22;
        }

        s_gate.Wait();
        try
        {
            if (s_reserve.Count < 4)
            {
                s_reserve.Push((paddr.Value, pages));
                return 0;
            }
        }
        finally
        {
            s_gate.Release();
        }

        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) =>
        paddr.Value + size <= Limit ? PageTables.MapDevice(paddr.Value, size) : throw new HalException("out of the bus");

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong physical = PageTables.Translate(buffer.Pointer);
        ulong last = PageTables.Translate(buffer.Pointer + buffer.Length - 1);
        if (last >= Limit || last - physical != (ulong)buffer.Length - 1)
        {
            throw new DmaException("the device cannot reach the buffer in one piece");
        }

        if (direction == DeviceToDriver && (nuint)buffer.Pointer % Line == 0 && (nuint)buffer.Length % Line == 0)
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }
        else
        {
            PageTables.Clean(buffer.Pointer, (nuint)buffer.Length);
        }

        return new PhysAddr(physical);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (direction is DeviceToDriver or Both)
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }
    }
}
