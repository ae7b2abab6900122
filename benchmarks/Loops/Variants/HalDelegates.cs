namespace Hal.Benchmarks;

/// <summary>The delegates of the variant Delegates.</summary>
public static unsafe class HalDelegates
{
    /// <summary>Assigned here, not by a static constructor, whose check would stand in each call.</summary>
    public static void Initialize()
    {
        DmaAlloc = LoopHal.DmaAlloc;
        DmaDealloc = LoopHal.DmaDealloc;
        MmioPhysToVirt = LoopHal.MmioPhysToVirt;
        Share = LoopHal.Share;
        Unshare = LoopHal.Unshare;
        Abandoned = LoopHal.Abandoned;
    }

    public delegate DmaAllocation DmaAllocDelegate(nuint pages, BufferDirection direction);

    public static DmaAllocDelegate DmaAlloc = null!;

    public delegate int DmaDeallocDelegate(PhysAddr paddr, byte* vaddr, nuint pages);

    public static DmaDeallocDelegate DmaDealloc = null!;

    public delegate byte* MmioPhysToVirtDelegate(PhysAddr paddr, nuint size);

    public static MmioPhysToVirtDelegate MmioPhysToVirt = null!;

    public delegate PhysAddr ShareDelegate(DmaBuffer buffer, BufferDirection direction);

    public static ShareDelegate Share = null!;

    public delegate void UnshareDelegate(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction);

    public static UnshareDelegate Unshare = null!;

    public delegate void AbandonedDelegate(PhysAddr paddr);

    public static AbandonedDelegate Abandoned = null!;
}
