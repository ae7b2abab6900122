namespace Hal.Benchmarks;

/// <summary>The delegates of the variant Delegates.</summary>
public static unsafe class HalDelegates
{
    public delegate DmaAllocation DmaAllocDelegate(nuint pages, BufferDirection direction);

    public static DmaAllocDelegate DmaAlloc = LoopHal.DmaAlloc;

    public delegate int DmaDeallocDelegate(PhysAddr paddr, byte* vaddr, nuint pages);

    public static DmaDeallocDelegate DmaDealloc = LoopHal.DmaDealloc;

    public delegate byte* MmioPhysToVirtDelegate(PhysAddr paddr, nuint size);

    public static MmioPhysToVirtDelegate MmioPhysToVirt = LoopHal.MmioPhysToVirt;

    public delegate PhysAddr ShareDelegate(DmaBuffer buffer, BufferDirection direction);

    public static ShareDelegate Share = LoopHal.Share;

    public delegate void UnshareDelegate(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction);

    public static UnshareDelegate Unshare = LoopHal.Unshare;

    public delegate void AbandonedDelegate(PhysAddr paddr);

    public static AbandonedDelegate Abandoned = LoopHal.Abandoned;
}
