using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading;

namespace Hal.Tests.Hals;

/// <summary>
/// A right HAL that gives each share and allocation an address of its own, never used again, and writes down what it was called with.
/// Buffers are not copied: there is no device. Each
/// <typeparamref name="TTag"/> has a HAL of its own, with addresses of its own.
/// </summary>
internal unsafe struct FreshHal<TTag> : IHal
{
    private static readonly ulong Base = (ulong)Interlocked.Increment(ref FreshHalBases.Count) << 44;
    private static long _next;

    /// <summary>What reached the HAL, such as <c>Share</c> and <c>Unshare 0x1000 4 Both</c>.</summary>
    public static ConcurrentQueue<string> Calls { get; } = new();

    public static int DeallocStatus { get; set; }

    public static void Reset()
    {
        Calls.Clear();
        DeallocStatus = 0;
    }

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        byte* memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(memory, bytes);
        Calls.Enqueue($"DmaAlloc {pages}");
        return new DmaAllocation(Fresh(bytes), memory);
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Calls.Enqueue($"DmaDealloc {paddr} {pages}");
        NativeMemory.AlignedFree(vaddr);
        return DeallocStatus;
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        Calls.Enqueue($"Share {buffer.Length} {direction}");
        return Fresh((nuint)buffer.Length);
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
        Calls.Enqueue($"Unshare {paddr} {buffer.Length} {direction}");

    private static PhysAddr Fresh(nuint bytes)
    {
        long room = (long)HalConstants.PagesFor(bytes) + 1;
        return new PhysAddr(Base + (ulong)((Interlocked.Add(ref _next, room) - room + 1) * HalConstants.PageSize));
    }
}
