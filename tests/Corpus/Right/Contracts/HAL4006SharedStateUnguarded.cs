using System.Runtime.InteropServices;
using System.Threading;
using Hal;

/// <summary>I13: state under a lock, by Interlocked, or of one thread.</summary>
[HalImplementation]
public static unsafe partial class RacingBumpHal
{
    private static readonly byte* s_arena = (byte*)NativeMemory.AllocZeroed(1 << 20);
    private static long s_next;

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        nuint start = (nuint)Interlocked.Add(ref s_next, (long)bytes) - bytes;
        return new DmaAllocation(new PhysAddr(0x4000_0000 + start), s_arena + start);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}

[HalImplementation]
public static unsafe partial class RacingTableHal
{
    private static readonly object s_gate = new();
    private static readonly bool[] s_taken = new bool[64];

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        int slot = Take();
        return slot < 0 ? throw new DmaException("no slot is free") : new PhysAddr(0x1000UL + ((ulong)slot * 4096));
    }

    private static int Take()
    {
        lock (s_gate)
        {
            int slot = System.Array.IndexOf(s_taken, false);
            if (slot >= 0)
            {
                s_taken[slot] = true;
            }

            return slot;
        }
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        lock (s_gate)
        {
            s_taken[(int)((paddr.Value - 0x1000) / 4096)] = false;
        }
    }
}

[HalImplementation]
public static unsafe partial class RacingCountHal
{
    private static long s_shared;

    public static long Shared => Volatile.Read(ref s_shared);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        Interlocked.Increment(ref s_shared);
        return new PhysAddr((ulong)buffer.Pointer);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Interlocked.Decrement(ref s_shared);
}

public readonly unsafe struct RacingCacheHal : IHal
{
    [System.ThreadStatic]
    private static ulong s_page;
    [System.ThreadStatic]
    private static ulong s_frame;

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong page = (ulong)buffer.Pointer / 4096;
        if (page != s_page)
        {
            s_page = page;
            s_frame = page ^ 0x8000;
        }

        return new PhysAddr(s_frame * 4096);
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
