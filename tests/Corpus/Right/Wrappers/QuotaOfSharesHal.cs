using System.Threading;
using Hal;

namespace Drivers;

// A HAL in front of another that gives a driver a quota of live shares and pages. What is refused holds nothing, what the inner HAL
// refused is not counted, and every release counts back.
[HalImplementation]
public static unsafe partial class QuotaHal<TInner>
    where TInner : struct, IHal
{
    private const int MostShares = 512;
    private const long MostPages = 4096;

    private static int s_shares;
    private static long s_pages;

    public static int Shares => Volatile.Read(ref s_shares);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (Interlocked.Add(ref s_pages, (long)pages) <= MostPages)
        {
            DmaAllocation memory = TInner.DmaAlloc(pages, direction);
            if (memory.Paddr != default)
            {
                return memory;
            }
        }

        Interlocked.Add(ref s_pages, -(long)pages);
        return default;
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int status = TInner.DmaDealloc(paddr, vaddr, pages);
        if (status == 0)
        {
            Interlocked.Add(ref s_pages, -(long)pages);
        }

        return status;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => TInner.MmioPhysToVirt(paddr, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (Interlocked.Increment(ref s_shares) > MostShares)
        {
            Interlocked.Decrement(ref s_shares);
            throw new DmaException("the driver's quota of shares is used up");
        }

        try
        {
            return TInner.Share(buffer, direction);
        }
        catch
        {
            Interlocked.Decrement(ref s_shares);
            throw;
        }
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        TInner.Unshare(paddr, buffer, direction);
        Interlocked.Decrement(ref s_shares);
    }

    private static void Abandoned(PhysAddr paddr) => TInner.Abandoned(paddr);
}
