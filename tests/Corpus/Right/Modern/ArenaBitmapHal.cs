using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A kernel's HAL: pages from a static arena by a bitmap under a lock, memory mapped one to one.
[HalImplementation]
public static unsafe partial class ArenaBitmapHal
{
    private const int ArenaPages = 64;

    private static readonly object s_gate = new();
    private static readonly byte* s_arena = (byte*)NativeMemory.AlignedAlloc(ArenaPages * HalConstants.PageSize, HalConstants.PageSize);
    private static ulong s_used;

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (pages is 0 or > ArenaPages)
        {
            return default;
        }

        ulong mask = pages == ArenaPages ? ulong.MaxValue : (1UL << (int)pages) - 1;
        lock (s_gate)
        {
            for (int at = 0; at + (int)pages <= ArenaPages; at++)
            {
                if ((s_used & (mask << at)) == 0)
                {
                    s_used |= mask << at;
                    byte* memory = s_arena + at * HalConstants.PageSize;
                    NativeMemory.Clear(memory, pages * HalConstants.PageSize);
                    return new DmaAllocation(new PhysAddr(PageTables.Translate(memory)), memory);
                }
            }
        }

        return default;
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (vaddr < s_arena || vaddr + pages * HalConstants.PageSize > s_arena + ArenaPages * HalConstants.PageSize)
        {
            return -22;
        }

        int at = (int)((vaddr - s_arena) / HalConstants.PageSize);
        ulong mask = pages == ArenaPages ? ulong.MaxValue : (1UL << (int)pages) - 1;
        lock (s_gate)
        {
            s_used &= ~(mask << at);
        }

        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PageTables.Clean(buffer.Pointer, (nuint)buffer.Length);
        return new PhysAddr(PageTables.Translate(buffer.Pointer));
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (direction != DriverToDevice)
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }
    }
}
