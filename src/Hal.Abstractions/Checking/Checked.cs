namespace Hal;

/// <summary>Any HAL with its contracts checked at run time, under the analyzers' rule ids.</summary>
/// <typeparam name="THal">The HAL that is checked, a struct: the binding of a HAL class.</typeparam>
public readonly unsafe struct Checked<THal> : IHal
    where THal : struct, IHal
{
    /// <inheritdoc/>
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => THal.DmaAlloc(pages, direction);

    /// <inheritdoc/>
    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => THal.DmaDealloc(paddr, vaddr, pages);

    /// <inheritdoc/>
    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => THal.MmioPhysToVirt(paddr, size);

    /// <inheritdoc/>
    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => THal.Share(buffer, direction);

    /// <inheritdoc/>
    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => THal.Unshare(paddr, buffer, direction);

    /// <inheritdoc/>
    public static void Abandoned(PhysAddr paddr) => THal.Abandoned(paddr);
}
