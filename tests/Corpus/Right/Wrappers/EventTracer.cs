using System.Threading;
using Hal;

namespace Drivers;

// A HAL that passes everything on to another and notes the last addresses for a debugger. Each call goes through with the values that it
// came with, and the notes are taken by an atomic index.
internal readonly unsafe struct EventTracer<TInner> : IHal
    where TInner : struct, IHal
{
    private const int Capacity = 256;

    private static readonly long[] s_addresses = new long[Capacity];
    private static int s_next;

    public static int Recorded => Volatile.Read(ref s_next);

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        DmaAllocation allocation = TInner.DmaAlloc(pages, direction);
        if (allocation.Paddr != default)
        {
            Note(allocation.Paddr);
        }

        return allocation;
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => TInner.DmaDealloc(paddr, vaddr, pages);

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => TInner.MmioPhysToVirt(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr paddr = TInner.Share(buffer, direction);
        Note(paddr);
        return paddr;
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => TInner.Unshare(paddr, buffer, direction);

    public static void Abandoned(PhysAddr paddr) => TInner.Abandoned(paddr);

    private static void Note(PhysAddr paddr)
    {
        var slot = (uint)(Interlocked.Increment(ref s_next) - 1) % Capacity;
        Interlocked.Exchange(ref s_addresses[slot], (long)paddr.Value);
    }
}
