namespace Hal.Benchmarks;

/// <summary>The function pointers of the variant FunctionPointers.</summary>
public static unsafe class HalPointers
{
    public static delegate*<nuint, BufferDirection, DmaAllocation> DmaAlloc = &LoopHal.DmaAlloc;
    public static delegate*<PhysAddr, byte*, nuint, int> DmaDealloc = &LoopHal.DmaDealloc;
    public static delegate*<PhysAddr, nuint, byte*> MmioPhysToVirt = &LoopHal.MmioPhysToVirt;
    public static delegate*<DmaBuffer, BufferDirection, PhysAddr> Share = &LoopHal.Share;
    public static delegate*<PhysAddr, DmaBuffer, BufferDirection, void> Unshare = &LoopHal.Unshare;

    // Cold, and called from code that is not unsafe.
    public static void Abandoned(PhysAddr paddr) => LoopHal.Abandoned(paddr);
}
