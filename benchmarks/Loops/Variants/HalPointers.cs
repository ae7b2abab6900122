namespace Hal.Benchmarks;

/// <summary>The function pointers of the variant FunctionPointers.</summary>
public static unsafe class HalPointers
{
    /// <summary>Assigned here, not by a static constructor, whose check would stand in each call.</summary>
    public static void Initialize()
    {
        DmaAlloc = &LoopHal.DmaAlloc;
        DmaDealloc = &LoopHal.DmaDealloc;
        MmioPhysToVirt = &LoopHal.MmioPhysToVirt;
        Share = &LoopHal.Share;
        Unshare = &LoopHal.Unshare;
    }

    public static delegate*<nuint, BufferDirection, DmaAllocation> DmaAlloc;
    public static delegate*<PhysAddr, byte*, nuint, int> DmaDealloc;
    public static delegate*<PhysAddr, nuint, byte*> MmioPhysToVirt;
    public static delegate*<DmaBuffer, BufferDirection, PhysAddr> Share;
    public static delegate*<PhysAddr, DmaBuffer, BufferDirection, void> Unshare;

    // Cold, and called from code that is not unsafe.
    public static void Abandoned(PhysAddr paddr) => LoopHal.Abandoned(paddr);
}
