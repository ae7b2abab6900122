using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Hal.Benchmarks;

/// <summary>
/// The platform beneath every loop: bus addresses at a fixed distance from pointers, one volatile store for each Share and each Unshare, as into a
/// register of an IOMMU, and a stack of free pages, which nothing dirties, so they stay zeroed. As little work as a HAL can do without the
/// compiler leaving it out, so that the cost of calling it is seen. Inlined on request, as Rust/loops.rs asks too: the
/// native compiler would otherwise keep methods with static fields apart.
/// </summary>
[HalImplementation]
public static unsafe partial class LoopHal
{
    /// <summary>A bus address is the pointer plus this.</summary>
    public const ulong BusOffset = 0x1000_0000_0000;

    private const int PoolPages = 64;
    private static byte* s_pool;
    private static nuint* s_free;
    private static int s_freeCount;
    private static ulong s_mapped;
    private static ulong s_unmapped;

    /// <summary>Allocates the pool. Called once, before any loop: no static constructor, whose check would stand in every call.</summary>
    public static void Initialize()
    {
        s_pool = (byte*)NativeMemory.AlignedAlloc(PoolPages * HalConstants.PageSize, HalConstants.PageSize);
        NativeMemory.Clear(s_pool, PoolPages * HalConstants.PageSize);
        s_free = (nuint*)NativeMemory.Alloc(PoolPages, (nuint)sizeof(nuint));
        for (s_freeCount = 0; s_freeCount < PoolPages; s_freeCount++)
        {
            s_free[s_freeCount] = (nuint)(s_pool + (PoolPages - 1 - s_freeCount) * HalConstants.PageSize);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        // Every region of the loops has one page; the queue's are of one page too.
        if (pages != 1 || s_freeCount == 0)
        {
            return default;
        }

        byte* page = (byte*)s_free[--s_freeCount];
        return new DmaAllocation(new PhysAddr((ulong)page + BusOffset), page);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        s_free[s_freeCount++] = (nuint)vaddr;
        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)(paddr.Value - BusOffset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        Volatile.Write(ref s_mapped, (ulong)buffer.Pointer);
        return new PhysAddr((ulong)buffer.Pointer + BusOffset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Volatile.Write(ref s_unmapped, paddr.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Abandoned(PhysAddr paddr) => Volatile.Write(ref s_unmapped, paddr.Value);
}
