using System.Collections.Concurrent;
using System.Collections.Generic;
using Hal;

namespace Drivers;

/// <summary>A HAL in front of another that writes each call to a trace.</summary>
public readonly unsafe struct Traced<TInner> : IHal
    where TInner : struct, IHal
{
    private static readonly ConcurrentQueue<string> s_lines = new();

    public static IEnumerable<string> Lines => s_lines;

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        DmaAllocation memory = TInner.DmaAlloc(pages, direction);
        s_lines.Enqueue($"alloc {pages} {direction} -> {memory.Paddr}");
        return memory;
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int status = TInner.DmaDealloc(paddr, vaddr, pages);
        s_lines.Enqueue($"dealloc {paddr} {pages} -> {status}");
        return status;
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
    {
        s_lines.Enqueue($"mmio {paddr} {size}");
        return TInner.MmioPhysToVirt(paddr, size);
    }

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr paddr = TInner.Share(buffer, direction);
        s_lines.Enqueue($"share {buffer} {direction} -> {paddr}");
        return paddr;
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        s_lines.Enqueue($"unshare {paddr} {buffer} {direction}");
        TInner.Unshare(paddr, buffer, direction);
    }

    public static void Abandoned(PhysAddr paddr) => TInner.Abandoned(paddr);
}
