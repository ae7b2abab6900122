using System;
using System.Runtime.InteropServices;
using Hal;

/// <summary>A fixed pool of pages with a bitmap under a lock; pages are cleared when they are handed out.</summary>
[HalImplementation]
public static unsafe partial class FixedPoolHal
{
    private const int Pages = 64;
    private const ulong BusBase = 0x8000_0000;
    private static readonly object s_gate = new();
    private static readonly byte* s_pool = (byte*)NativeMemory.AlignedAlloc(Pages * HalConstants.PageSize, HalConstants.PageSize);
    private static ulong s_used;

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (pages > Pages)
        {
            return default;
        }

        ulong run = pages == Pages ? ulong.MaxValue : (1UL << (int)pages) - 1;
        lock (s_gate)
        {
            for (int first = 0; first + (int)pages <= Pages; first++)
            {
                if ((s_used & (run << first)) == 0)
                {
                    s_used |= run << first;
                    byte* memory = s_pool + first * HalConstants.PageSize;
                    new Span<byte>(memory, (int)pages * HalConstants.PageSize).Clear();
                    return new DmaAllocation(AddressOf(memory), memory);
                }
            }
        }

        return default;
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int first = (int)((vaddr - s_pool) / HalConstants.PageSize);
        ulong run = pages == Pages ? ulong.MaxValue : (1UL << (int)pages) - 1;
        lock (s_gate)
        {
            if ((s_used & (run << first)) != run << first)
            {
                return -1;
            }

            s_used &= ~(run << first);
        }

        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => throw new NotSupportedException("no MMIO on this rig");

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) =>
        buffer.Pointer >= s_pool && buffer.Pointer < s_pool + Pages * HalConstants.PageSize
            ? AddressOf(buffer.Pointer)
            : throw new DmaException("only memory of the pool can be shared");

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }

    private static PhysAddr AddressOf(byte* memory) => new(BusBase + (ulong)(memory - s_pool));
}
