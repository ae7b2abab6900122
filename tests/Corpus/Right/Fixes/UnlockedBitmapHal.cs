using System;
using System.Threading;
using Devices;
using Hal;

[HalImplementation]
public static unsafe partial class UnlockedBitmapHal
{
    private static ulong s_busy;

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong frame = Frames.AllocateZeroed(pages);
        return frame == 0 ? default : new DmaAllocation(new PhysAddr(frame), (byte*)(frame + Frames.DirectMap));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        while (true)
        {
            ulong busy = Volatile.Read(ref s_busy);
            int slot = System.Numerics.BitOperations.TrailingZeroCount(~busy);
            if (slot == 64)
            {
                throw new DmaException("no I/O address is free");
            }

            if (Interlocked.CompareExchange(ref s_busy, busy | (1UL << slot), busy) == busy)
            {
                return new PhysAddr(0x1000UL * (ulong)(slot + 1));
            }
        }
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
        Interlocked.And(ref s_busy, ~(1UL << (int)((paddr.Value / 0x1000) - 1)));
}
