namespace Hal.TwoWitnesses.Running;

/// <summary>Another HAL, to release what is not its own.</summary>
public readonly unsafe struct HalB : IHal
{
    /// <inheritdoc/>
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => Witness<HalB>.DmaAlloc(pages, direction);

    /// <inheritdoc/>
    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => Witness<HalB>.DmaDealloc(paddr, vaddr, pages);

    /// <inheritdoc/>
    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => Witness<HalB>.MmioPhysToVirt(paddr, size);

    /// <inheritdoc/>
    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => Witness<HalB>.Share(buffer, direction);

    /// <inheritdoc/>
    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Witness<HalB>.Unshare(paddr, buffer, direction);

    /// <inheritdoc/>
    public static void Abandoned(PhysAddr paddr) => Witness<HalB>.Abandoned(paddr);
}
