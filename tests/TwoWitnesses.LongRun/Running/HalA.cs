namespace Hal.TwoWitnesses.Running;

/// <summary>The HAL that random programs use.</summary>
public readonly unsafe struct HalA : IHal
{
    /// <inheritdoc/>
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => Witness<HalA>.DmaAlloc(pages, direction);

    /// <inheritdoc/>
    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => Witness<HalA>.DmaDealloc(paddr, vaddr, pages);

    /// <inheritdoc/>
    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => Witness<HalA>.MmioPhysToVirt(paddr, size);

    /// <inheritdoc/>
    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => Witness<HalA>.Share(buffer, direction);

    /// <inheritdoc/>
    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Witness<HalA>.Unshare(paddr, buffer, direction);

    /// <inheritdoc/>
    public static void Abandoned(PhysAddr paddr) => Witness<HalA>.Abandoned(paddr);
}
