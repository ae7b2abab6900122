using System.Threading;
using Hal;

/// <summary>A test's decorator that fails the n-th allocation and the n-th share, and forwards the rest.</summary>
public readonly unsafe struct FaultyHal<THal> : IHal
    where THal : struct, IHal
{
    private static int s_shareCountdown = int.MaxValue;
    private static int s_allocCountdown = int.MaxValue;

    public static void FailAfter(int shares, int allocations)
    {
        Volatile.Write(ref s_shareCountdown, shares);
        Volatile.Write(ref s_allocCountdown, allocations);
    }

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) =>
        Interlocked.Decrement(ref s_allocCountdown) < 0 ? default : THal.DmaAlloc(pages, direction);

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => THal.DmaDealloc(paddr, vaddr, pages);

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => THal.MmioPhysToVirt(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (Interlocked.Decrement(ref s_shareCountdown) < 0)
        {
            throw new DmaException("as scripted");
        }

        return THal.Share(buffer, direction);
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => THal.Unshare(paddr, buffer, direction);
}
