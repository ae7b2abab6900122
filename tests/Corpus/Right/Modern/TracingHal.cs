using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A HAL in front of another one, written by hand: it counts and passes on.
public readonly unsafe struct TracingHal<TInner> : IHal
    where TInner : struct, IHal
{
    private static long s_shares;
    private static long s_bytes;

    public static (long Shares, long Bytes) Totals => (Interlocked.Read(ref s_shares), Interlocked.Read(ref s_bytes));

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        DmaAllocation memory = TInner.DmaAlloc(pages, direction);
        if (memory.Paddr != default)
        {
            Log.Address(memory.Paddr);
        }

        return memory;
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => TInner.DmaDealloc(paddr, vaddr, pages);

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => TInner.MmioPhysToVirt(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr paddr = TInner.Share(buffer, direction);
        Interlocked.Increment(ref s_shares);
        Interlocked.Add(ref s_bytes, buffer.Length);
        return paddr;
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        TInner.Unshare(paddr, buffer, direction);
        Interlocked.Decrement(ref s_shares);
    }
}
