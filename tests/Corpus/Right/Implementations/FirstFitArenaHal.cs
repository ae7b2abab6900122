using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A HAL over one arena that is taken at start: pages by first fit, shares through a pool of bounce slots.</summary>
[HalImplementation]
public static unsafe partial class ArenaHal
{
    private const int ArenaPages = 256;
    private const int BouncePages = 64;
    private const ulong BusBase = 0x8000_0000;

    private static readonly byte* s_arena = Reserve();
    private static readonly System.Collections.BitArray s_used = new(ArenaPages);
    private static readonly BouncePool s_bounce = new(
        new DmaAllocation(new PhysAddr(BusBase + ArenaPages * HalConstants.PageSize), s_arena + ArenaPages * HalConstants.PageSize),
        BouncePages * HalConstants.PageSize);

    private static byte* Reserve()
    {
        const nuint Bytes = (ArenaPages + BouncePages) * HalConstants.PageSize;
        var memory = (byte*)NativeMemory.AlignedAlloc(Bytes, HalConstants.PageSize);
        NativeMemory.Clear(memory, Bytes);
        return memory;
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        lock (s_used)
        {
            int run = 0;
            for (int page = 0; page < ArenaPages; page++)
            {
                run = s_used[page] ? 0 : run + 1;
                if ((nuint)run != pages)
                {
                    continue;
                }

                int first = page + 1 - run;
                for (int taken = first; taken <= page; taken++)
                {
                    s_used[taken] = true;
                }

                byte* memory = s_arena + first * HalConstants.PageSize;
                NativeMemory.Clear(memory, pages * HalConstants.PageSize);
                return new DmaAllocation(new PhysAddr(BusBase + (ulong)first * HalConstants.PageSize), memory);
            }

            return default;
        }
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        lock (s_used)
        {
            int first = (int)((paddr.Value - BusBase) / HalConstants.PageSize);
            for (int page = first; page < first + (int)pages; page++)
            {
                if (!s_used[page])
                {
                    return -1;
                }

                s_used[page] = false;
            }

            return 0;
        }
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => s_bounce.Share(buffer, direction);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => s_bounce.Unshare(paddr, buffer, direction);
}
