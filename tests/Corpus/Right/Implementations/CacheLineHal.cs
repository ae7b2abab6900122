using System.Collections.Generic;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Caches are not coherent: whole lines are shared in place, partial ones through a bounce that is found by its address.</summary>
[HalImplementation]
internal static unsafe partial class CacheLineHal
{
    private const nuint Line = 64;

    private static readonly Dictionary<ulong, nint> s_bounced = [];
    private static readonly object s_gate = new();

    private static bool IsWhole(DmaBuffer buffer) =>
        ((nuint)buffer.Pointer & (Line - 1)) == 0 && ((nuint)buffer.Length & (Line - 1)) == 0;

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        if (physical == 0)
        {
            return default;
        }

        byte* uncached = PageTables.MapDevice(physical, pages * HalConstants.PageSize);
        return new DmaAllocation(new PhysAddr(physical), uncached);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        byte* at = buffer.Pointer;
        nuint length = (nuint)buffer.Length;
        if (!IsWhole(buffer))
        {
            length = (length + Line - 1) & ~(Line - 1);
            at = (byte*)NativeMemory.AlignedAlloc(length, Line);
            NativeMemory.Copy(buffer.Pointer, at, (nuint)buffer.Length);
        }

        PageTables.Clean(at, length);
        ulong physical = PageTables.Translate(at);
        if (at != buffer.Pointer)
        {
            lock (s_gate)
            {
                s_bounced.Add(physical, (nint)at);
            }
        }

        return new PhysAddr(physical);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        nint bounce;
        lock (s_gate)
        {
            s_bounced.Remove(paddr.Value, out bounce);
        }

        byte* at = bounce != 0 ? (byte*)bounce : buffer.Pointer;
        if (direction != BufferDirection.DriverToDevice)
        {
            PageTables.Invalidate(at, ((nuint)buffer.Length + Line - 1) & ~(Line - 1));
            if (bounce != 0)
            {
                NativeMemory.Copy(at, buffer.Pointer, (nuint)buffer.Length);
            }
        }

        if (bounce != 0)
        {
            NativeMemory.AlignedFree(at);
        }
    }
}
