using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// The HAL of a device that sees one window of memory: DMA pages at its start, a bounce pool behind them. Pages are handed out under a
// lock, zeroed, and taken back; shares go through the pool, which copies both ways.
[HalImplementation]
public static unsafe partial class WindowPoolHal
{
    private const nuint WindowPages = 1024;
    private const nuint DmaPages = 256;
    private const ulong WindowBase = 0x8000_0000;

    private static readonly byte* s_window = (byte*)NativeMemory.AlignedAlloc(WindowPages * HalConstants.PageSize, HalConstants.PageSize);
    private static readonly bool[] s_taken = new bool[(int)DmaPages];
    private static readonly object s_gate = new();
    private static readonly BouncePool s_pool = new(
        new DmaAllocation(new PhysAddr(WindowBase + DmaPages * HalConstants.PageSize), s_window + DmaPages * HalConstants.PageSize),
        (WindowPages - DmaPages) * HalConstants.PageSize);

    static WindowPoolHal() =>
        s_pool.AddVisible(new DmaAllocation(new PhysAddr(WindowBase), s_window), DmaPages * HalConstants.PageSize);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (pages == 0 || pages > DmaPages)
        {
            return default;
        }

        int count = (int)pages;
        lock (s_gate)
        {
            for (int first = 0; first + count <= s_taken.Length; first++)
            {
                if (Array.IndexOf(s_taken, true, first, count) >= 0)
                {
                    continue;
                }

                s_taken.AsSpan(first, count).Fill(true);
                byte* memory = s_window + (nuint)first * HalConstants.PageSize;
                NativeMemory.Clear(memory, pages * HalConstants.PageSize);
                return new DmaAllocation(new PhysAddr(WindowBase + (ulong)first * HalConstants.PageSize), memory);
            }
        }

        return default;
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        ulong offset = paddr.Value - WindowBase;
        if (paddr.Value < WindowBase || offset / HalConstants.PageSize + pages > DmaPages)
        {
            return -22;
        }

        lock (s_gate)
        {
            s_taken.AsSpan((int)(offset / HalConstants.PageSize), (int)pages).Clear();
        }

        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => s_pool.Share(buffer, direction);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
        s_pool.Unshare(paddr, buffer, direction);
}
