namespace Hal.Tests.Hals;

/// <summary>A wrong HAL: it returns an address and no pointer (rule HAL4003).</summary>
internal unsafe struct NullPointerHal : IHal
{
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => new(new PhysAddr(0x1000), null);

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => null;

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => default;

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
