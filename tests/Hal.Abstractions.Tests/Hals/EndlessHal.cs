namespace Hal.Tests.Hals;

/// <summary>Has memory of every size, which nobody may touch: for sizes that no machine has, and for counting bytes.</summary>
internal unsafe struct EndlessHal : IHal
{
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => new(new PhysAddr(1UL << 40), (byte*)(1UL << 40));

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
