using System;
using Devices;
using Hal;

namespace Drivers;

// A HAL whose device sees one carved-out region: DMA memory and bounce slots both come from it. Pages are found and marked under a lock,
// cleared before they go out, and unmarked when they come back.
[HalImplementation]
public static unsafe partial class CarveOutHal
{
    private const int Pages = 2048;
    private const ulong RegionAddress = 0x4000_0000;

    private static readonly byte* s_region = PageTables.MapDevice(RegionAddress, (nuint)Pages * HalConstants.PageSize);
    private static readonly bool[] s_used = new bool[Pages / 2];
    private static readonly object s_gate = new();

    // The upper half of the region is for bounces.
    private static readonly BouncePool s_bounces = new(
        new DmaAllocation(new PhysAddr(RegionAddress + Pages / 2 * HalConstants.PageSize), s_region + Pages / 2 * HalConstants.PageSize),
        Pages / 2 * HalConstants.PageSize);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (pages > (nuint)s_used.Length)
        {
            return default;
        }

        int count = (int)pages;
        int first;
        lock (s_gate)
        {
            first = FindFree(count);
            if (first < 0)
            {
                return default;
            }

            s_used.AsSpan(first, count).Fill(true);
        }

        byte* memory = s_region + (nint)first * HalConstants.PageSize;
        new Span<byte>(memory, count * HalConstants.PageSize).Clear();
        return new DmaAllocation(new PhysAddr(RegionAddress + (ulong)first * HalConstants.PageSize), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        ulong first = (paddr.Value - RegionAddress) / HalConstants.PageSize;
        if (first >= (ulong)s_used.Length || s_region + (nint)first * HalConstants.PageSize != vaddr)
        {
            return -22;
        }

        lock (s_gate)
        {
            s_used.AsSpan((int)first, (int)pages).Clear();
        }

        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => s_bounces.Share(buffer, direction);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
        s_bounces.Unshare(paddr, buffer, direction);

    private static int FindFree(int count)
    {
        int run = 0;
        for (int i = 0; i < s_used.Length; i++)
        {
            run = s_used[i] ? 0 : run + 1;
            if (run == count)
            {
                return i - count + 1;
            }
        }

        return -1;
    }
}
