using System;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

[HalImplementation]
public static unsafe partial class BumpHal
{
    private const nuint ArenaPages = 256;

    [ThreadStatic]
    private static int t_depth;

    private static readonly byte* s_arena = CreateArena();
    private static readonly ulong s_bus = PageTables.Translate(s_arena);
    private static long s_used;

    private static byte* CreateArena()
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc(ArenaPages * HalConstants.PageSize, HalConstants.PageSize);
        NativeMemory.Clear(memory, ArenaPages * HalConstants.PageSize);
        return memory;
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        long bytes = (long)(pages * HalConstants.PageSize);
        long end = Interlocked.Add(ref s_used, bytes);
        if (end > (long)(ArenaPages * HalConstants.PageSize))
        {
            Interlocked.Add(ref s_used, -bytes);
            return default;
        }

        return new DmaAllocation(new PhysAddr(s_bus + (ulong)(end - bytes)), s_arena + (end - bytes));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        // The arena lives as long as the program.
        return paddr.Value >= s_bus && paddr.Value < s_bus + (ArenaPages * HalConstants.PageSize) ? 0 : -1;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
    {
        t_depth++;
        return PageTables.MapDevice(paddr.Value, size);
    }

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new(PageTables.Translate(buffer.Pointer));

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
