using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading;

namespace Hal.Tests.Hals;

/// <summary>
/// A right HAL over native memory whose bus address of a byte is its pointer with the top bit set: never a pointer, never 0. It counts its
/// calls and can be told to fail. Each <typeparamref name="TTag"/>, the test class, has a HAL of its own.
/// </summary>
internal unsafe struct HeapHal<TTag> : IHal
{
    private const ulong BusBit = 1UL << 63;

    private static readonly ConcurrentDictionary<nuint, nuint> Live = new();
    private static int _deallocations;
    private static int _shares;
    private static int _unshares;

    /// <summary>Makes DmaAlloc fail.</summary>
    public static bool OutOfMemory { get; set; }

    /// <summary>What DmaDealloc returns.</summary>
    public static int DeallocStatus { get; set; }

    /// <summary>Makes Share throw <see cref="DmaException"/>.</summary>
    public static bool RefuseShares { get; set; }

    public static int Deallocations => _deallocations;

    public static int Shares => _shares;

    public static int Unshares => _unshares;

    public static ConcurrentQueue<(PhysAddr Paddr, nuint Pages)> Deallocated { get; } = new();

    public static ConcurrentQueue<PhysAddr> AbandonedAddresses { get; } = new();

    /// <summary>Forgets the counts and the wishes of an earlier test.</summary>
    public static void Reset()
    {
        OutOfMemory = false;
        DeallocStatus = 0;
        RefuseShares = false;
        _deallocations = 0;
        _shares = 0;
        _unshares = 0;
        Deallocated.Clear();
        AbandonedAddresses.Clear();
    }

    public static PhysAddr BusAddress(byte* pointer) => new((ulong)pointer | BusBit);

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (OutOfMemory)
        {
            return default;
        }

        byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
        NativeMemory.Clear(memory, pages * HalConstants.PageSize);
        Live[(nuint)memory] = pages;
        return new DmaAllocation(BusAddress(memory), memory);
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Interlocked.Increment(ref _deallocations);
        Deallocated.Enqueue((paddr, pages));
        if (Live.TryRemove((nuint)vaddr, out _))
        {
            NativeMemory.AlignedFree(vaddr); // a second release is counted, and does not take the test process down
        }

        return DeallocStatus;
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)(paddr.Value & ~BusBit);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (RefuseShares)
        {
            throw new DmaException("The test refuses shares.");
        }

        Interlocked.Increment(ref _shares);
        return BusAddress(buffer.Pointer);
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Interlocked.Increment(ref _unshares);

    public static void Abandoned(PhysAddr paddr) => AbandonedAddresses.Enqueue(paddr);
}
