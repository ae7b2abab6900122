using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A HAL over one arena that is mapped at the start: pages by a bit map, shares by bouncing into it.</summary>
[HalImplementation]
public static unsafe partial class ArenaHal
{
    private const int Pages = 4096;

    private static readonly object s_gate = new();
    private static readonly ulong[] s_bits = new ulong[Pages / 64];
    private static byte* s_arena;
    private static ulong s_bus;

    private static bool IsTaken(int page) => (s_bits[page >> 6] >> (page & 63) & 1) != 0;

    private static void Mark(int first, int count, bool taken)
    {
        for (int page = first; page < first + count; page++)
        {
            ulong bit = 1UL << (page & 63);
            s_bits[page >> 6] = taken ? s_bits[page >> 6] | bit : s_bits[page >> 6] & ~bit;
        }
    }

    private static int TakeRun(int count)
    {
        lock (s_gate)
        {
            if (s_arena == null)
            {
                const nuint Bytes = (nuint)Pages * HalConstants.PageSize;
                s_arena = (byte*)NativeMemory.AlignedAlloc(Bytes, HalConstants.PageSize);
                s_bus = Iommu.Map(s_arena, Bytes, true, true);
            }

            if (s_bus == 0)
            {
                return -1;
            }

            int run = 0;
            for (int page = 0; page < Pages; page++)
            {
                run = IsTaken(page) ? 0 : run + 1;
                if (run == count)
                {
                    Mark(page - count + 1, count, taken: true);
                    return page - count + 1;
                }
            }

            return -1;
        }
    }

    private static void GiveRun(int first, int count)
    {
        lock (s_gate)
        {
            Mark(first, count, taken: false);
        }
    }

    private static byte* At(int page) => s_arena + ((nuint)page * HalConstants.PageSize);

    private static int PageOf(PhysAddr paddr) => (int)((paddr.Value - s_bus) / HalConstants.PageSize);

    private static int PagesOf(DmaBuffer buffer) => (int)HalConstants.PagesFor((nuint)buffer.Length);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        int first = pages > Pages ? -1 : TakeRun((int)pages);
        if (first < 0)
        {
            return default;
        }

        NativeMemory.Clear(At(first), pages * HalConstants.PageSize);
        return new DmaAllocation(new PhysAddr(s_bus + ((ulong)first * HalConstants.PageSize)), At(first));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int first = PageOf(paddr);
        if (vaddr != At(first))
        {
            return -22;
        }

        GiveRun(first, (int)pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        int first = TakeRun(PagesOf(buffer));
        if (first < 0)
        {
            throw new DmaException($"the arena has no room for {buffer}");
        }

        if (direction is DriverToDevice or Both)
        {
            Buffer.MemoryCopy(buffer.Pointer, At(first), buffer.Length, buffer.Length);
        }

        return new PhysAddr(s_bus + ((ulong)first * HalConstants.PageSize));
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        int first = PageOf(paddr);
        if (direction is DeviceToDriver or Both)
        {
            Buffer.MemoryCopy(At(first), buffer.Pointer, buffer.Length, buffer.Length);
        }

        GiveRun(first, PagesOf(buffer));
    }
}
