using System.Threading;
using Hal;

/// <summary>A decorator that counts and forwards.</summary>
public readonly unsafe struct CountingHal<THal> : IHal
    where THal : struct, IHal
{
    private static long s_shares;
    private static long s_unshares;

    public static long Live => Volatile.Read(ref s_shares) - Volatile.Read(ref s_unshares);

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => THal.DmaAlloc(pages, direction);

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => THal.DmaDealloc(paddr, vaddr, pages);

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => THal.MmioPhysToVirt(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr paddr = THal.Share(buffer, direction);
        Interlocked.Increment(ref s_shares);
        return paddr;
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        Interlocked.Increment(ref s_unshares);
        THal.Unshare(paddr, buffer, direction);
    }
}
