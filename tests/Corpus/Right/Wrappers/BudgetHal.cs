using System.Threading;
using Hal;

namespace Drivers;

/// <summary>A HAL in front of another that limits how much may be shared at a time.</summary>
public readonly unsafe struct BudgetHal<THal> : IHal
    where THal : struct, IHal
{
    private static long s_left = 16 << 20;

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => THal.DmaAlloc(pages, direction);

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => THal.DmaDealloc(paddr, vaddr, pages);

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => THal.MmioPhysToVirt(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (Interlocked.Add(ref s_left, -buffer.Length) < 0)
        {
            Interlocked.Add(ref s_left, buffer.Length);
            throw new DmaException("The budget is used up.");
        }

        bool shared = false;
        try
        {
            PhysAddr paddr = THal.Share(buffer, direction);
            shared = true;
            return paddr;
        }
        finally
        {
            if (!shared)
            {
                Interlocked.Add(ref s_left, buffer.Length);
            }
        }
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        THal.Unshare(paddr, buffer, direction);
        Interlocked.Add(ref s_left, buffer.Length);
    }

    public static void Abandoned(PhysAddr paddr) => THal.Abandoned(paddr);
}
