namespace Hal.Tests.Hals;

/// <summary>
/// A HAL that returns what the test told it to: for what <see cref="Checked{THal}"/> says about a wrong HAL. Each
/// <typeparamref name="TTag"/> has one of its own.
/// </summary>
internal unsafe struct FaultyHal<TTag> : IHal
{
    public static DmaAllocation Allocation { get; set; }

    public static int DeallocStatus { get; set; }

    public static nuint Mapping { get; set; }

    public static PhysAddr ShareAddress { get; set; }

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => Allocation;

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => DeallocStatus;

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)Mapping;

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) =>
        ShareAddress == new PhysAddr(ulong.MaxValue) ? throw new DmaException("The test refuses shares.") : ShareAddress;

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
