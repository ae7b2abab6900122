using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Hal;

namespace Virtio.Tests;

/// <summary>A HAL that writes down what is done on it.</summary>
internal readonly unsafe struct RecordingHal<THal> : IHal
    where THal : struct, IHal
{
    public static ConcurrentQueue<string> Log { get; } = new();

    /// <summary>The log without what repeats itself.</summary>
    public static IEnumerable<string> Phases => Log.Where((entry, index) => index == 0 || Log.ElementAt(index - 1) != entry);

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        Log.Enqueue("alloc");
        return THal.DmaAlloc(pages, direction);
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Log.Enqueue("free");
        return THal.DmaDealloc(paddr, vaddr, pages);
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => THal.MmioPhysToVirt(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        Log.Enqueue("share");
        return THal.Share(buffer, direction);
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        Log.Enqueue("unshare");
        THal.Unshare(paddr, buffer, direction);
    }

    public static void Abandoned(PhysAddr paddr)
    {
        Log.Enqueue("abandon");
        THal.Abandoned(paddr);
    }
}
