using System.Runtime.InteropServices;
using System.Threading;
using Hal;

/// <summary>A bump allocator over an arena that is taken once and cleared; memory is never given back one by one.</summary>
[HalImplementation]
public static unsafe partial class BumpHal
{
    private const int ArenaPages = 1024;
    private static readonly byte* s_arena = TakeArena();
    private static int s_next;

    private static byte* TakeArena()
    {
        byte* arena = (byte*)NativeMemory.AlignedAlloc(ArenaPages * HalConstants.PageSize, HalConstants.PageSize);
        NativeMemory.Clear(arena, ArenaPages * HalConstants.PageSize);
        return arena;
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        int end = Interlocked.Add(ref s_next, (int)pages);
        if (end > ArenaPages)
        {
            Interlocked.Add(ref s_next, -(int)pages);
            return default;
        }

        byte* memory = s_arena + (end - (int)pages) * HalConstants.PageSize;
        return new DmaAllocation(new PhysAddr(0x4000_0000UL + (ulong)(memory - s_arena)), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        NativeMemory.Clear(vaddr, pages * HalConstants.PageSize);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new(0x4000_0000UL + (ulong)(buffer.Pointer - s_arena));

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
