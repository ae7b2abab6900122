using System.Threading;
using Hal;

namespace Drivers;

/// <summary>A HAL in front of another that refuses what would be over a quota.</summary>
public readonly unsafe struct Limited<TInner, TLimit> : IHal
    where TInner : struct, IHal
    where TLimit : struct, Limited<TInner, TLimit>.ILimit
{
    public interface ILimit
    {
        static abstract long Pages { get; }

        static abstract long SharedBytes { get; }
    }

    private static long s_pages;
    private static long s_bytes;

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (Interlocked.Add(ref s_pages, (long)pages) > TLimit.Pages)
        {
            Interlocked.Add(ref s_pages, -(long)pages);
            return default;
        }

        DmaAllocation memory = TInner.DmaAlloc(pages, direction);
        if (memory.Paddr == default)
        {
            Interlocked.Add(ref s_pages, -(long)pages);
        }

        return memory;
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int status = TInner.DmaDealloc(paddr, vaddr, pages);
        if (status == 0)
        {
            Interlocked.Add(ref s_pages, -(long)pages);
        }

        return status;
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => TInner.MmioPhysToVirt(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (Interlocked.Add(ref s_bytes, buffer.Length) <= TLimit.SharedBytes)
        {
            try
            {
                return TInner.Share(buffer, direction);
            }
            catch
            {
                Interlocked.Add(ref s_bytes, -buffer.Length);
                throw;
            }
        }

        Interlocked.Add(ref s_bytes, -buffer.Length);
        throw new DmaException("the quota of shared bytes is used up");
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        TInner.Unshare(paddr, buffer, direction);
        Interlocked.Add(ref s_bytes, -buffer.Length);
    }
}
