namespace Hal.Benchmarks;

/// <summary>The object of the variant InterfaceReference.</summary>
public sealed unsafe class HalObject : IHalObject
{
    /// <summary>The HAL that the loops call. Not readonly, or the JIT would know its type and call directly.</summary>
    public static IHalObject Current = new HalObject();

    public DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => LoopHal.DmaAlloc(pages, direction);

    public int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => LoopHal.DmaDealloc(paddr, vaddr, pages);

    public byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => LoopHal.MmioPhysToVirt(paddr, size);

    public PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => LoopHal.Share(buffer, direction);

    public void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => LoopHal.Unshare(paddr, buffer, direction);

    public void Abandoned(PhysAddr paddr) => LoopHal.Abandoned(paddr);
}
