using System.Threading;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A HAL in front of another: it counts, logs and passes on.</summary>
public readonly unsafe struct GatewayHal<TInner> : IHal
    where TInner : struct, IHal
{
    private static long s_shares;
    private static long s_bytes;

    public static (long Shares, long Bytes) Totals => (Interlocked.Read(ref s_shares), Interlocked.Read(ref s_bytes));

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        DmaAllocation allocation = TInner.DmaAlloc(pages, direction);
        if (allocation.Paddr == default)
        {
            Log.Info($"no memory for {pages} pages");
        }

        return allocation;
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int status = TInner.DmaDealloc(paddr, vaddr, pages);
        if (status != 0)
        {
            Log.Info($"{pages} pages at {paddr} were not given back: {status}");
        }

        return status;
    }

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
