namespace Hal.Benchmarks;

/// <summary>The class of the variant ClassArgument: code over classes is shared, and looks its HAL up at each call.</summary>
public sealed unsafe class HalClass : IHal
{
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => LoopHal.DmaAlloc(pages, direction);

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => LoopHal.DmaDealloc(paddr, vaddr, pages);

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => LoopHal.MmioPhysToVirt(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => LoopHal.Share(buffer, direction);

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => LoopHal.Unshare(paddr, buffer, direction);

    public static void Abandoned(PhysAddr paddr) => LoopHal.Abandoned(paddr);
}
