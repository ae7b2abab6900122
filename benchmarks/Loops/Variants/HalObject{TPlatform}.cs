namespace Hal.Benchmarks;

/// <summary>One platform of several as an object.</summary>
/// <typeparam name="TPlatform">Tells the platforms apart; each has code of its own.</typeparam>
public sealed unsafe class HalObject<TPlatform> : IHalObject
    where TPlatform : unmanaged
{
    public DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => LoopHal.DmaAlloc(pages, direction);

    public int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => LoopHal.DmaDealloc(paddr, vaddr, pages);

    public byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => LoopHal.MmioPhysToVirt(paddr, size);

    public PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => LoopHal.Share(buffer, direction);

    public void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => LoopHal.Unshare(paddr, buffer, direction);

    public void Abandoned(PhysAddr paddr) => LoopHal.Abandoned(paddr);
}
