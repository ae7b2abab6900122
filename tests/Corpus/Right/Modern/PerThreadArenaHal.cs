using System.Runtime.InteropServices;
using System.Threading;
using System;
using Devices;
using Hal;

namespace Drivers;

// A HAL with an arena for each thread and a global counter.
[HalImplementation]
public static unsafe partial class PerThreadArenaHal
{
    [ThreadStatic]
    private static byte* t_next;

    [ThreadStatic]
    private static nuint t_left;

    private static long s_pages;

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        if (t_left < bytes)
        {
            nuint chunk = Math.Max(bytes, (nuint)1 << 20);
            t_next = (byte*)NativeMemory.AlignedAlloc(chunk, HalConstants.PageSize);
            t_left = chunk;
        }

        byte* memory = t_next;
        t_next += bytes;
        t_left -= bytes;
        NativeMemory.Clear(memory, bytes);
        Interlocked.Add(ref s_pages, (long)pages);
        return new DmaAllocation(new PhysAddr(PageTables.Translate(memory)), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Interlocked.Add(ref s_pages, -(long)pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new(PageTables.Translate(buffer.Pointer));

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
