using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A region that a device tree reserves for DMA; a bitmap of 64 words, changed by exchanges, has its pages.</summary>
[HalImplementation]
public static unsafe partial class ReservedHal
{
    private const ulong Region = 0x9000_0000;
    private const int Words = 64;

    private static readonly byte* s_base = PageTables.MapDevice(Region, Words * 64 * HalConstants.PageSize);
    private static readonly ulong[] s_used = new ulong[Words];

    private static bool TryTake(int count, out int first)
    {
        ulong want = count == 64 ? ulong.MaxValue : (1UL << count) - 1;
        for (int word = 0; word < Words; word++)
        {
            for (int bit = 0; bit + count <= 64; bit++)
            {
                ulong old = Volatile.Read(ref s_used[word]);
                if ((old & (want << bit)) == 0
                    && Interlocked.CompareExchange(ref s_used[word], old | (want << bit), old) == old)
                {
                    first = word * 64 + bit;
                    return true;
                }
            }
        }

        first = -1;
        return false;
    }

    private static void Give(int first, int count)
    {
        ulong mask = (count == 64 ? ulong.MaxValue : (1UL << count) - 1) << (first & 63);
        Interlocked.And(ref s_used[first >> 6], ~mask);
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (pages > 64 || !TryTake((int)pages, out int first))
        {
            return default;
        }

        byte* pointer = s_base + first * HalConstants.PageSize;
        new Span<byte>(pointer, (int)pages * HalConstants.PageSize).Clear();
        return new DmaAllocation(new PhysAddr(Region + (ulong)first * HalConstants.PageSize), pointer);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Give((int)((paddr.Value - Region) / HalConstants.PageSize), (int)pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        int count = (int)HalConstants.PagesFor((nuint)buffer.Length);
        if (count > 64 || !TryTake(count, out int first))
        {
            throw new DmaException($"The region has no {count} free pages.");
        }

        Buffer.MemoryCopy(buffer.Pointer, s_base + first * HalConstants.PageSize, buffer.Length, buffer.Length);
        return new PhysAddr(Region + (ulong)first * HalConstants.PageSize);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        int first = (int)((paddr.Value - Region) / HalConstants.PageSize);
        switch (direction)
        {
            case BufferDirection.DriverToDevice:
                break;
            default:
                Buffer.MemoryCopy(s_base + first * HalConstants.PageSize, buffer.Pointer, buffer.Length, buffer.Length);
                break;
        }

        Give(first, (int)HalConstants.PagesFor((nuint)buffer.Length));
    }
}
