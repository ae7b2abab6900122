using Devices;
using Hal;

public sealed unsafe class IgnoredDealloc<THal>(NvmeQueue queue) where THal : struct, IHal
{
    public void Reset(DmaAllocation sq)
    {
        queue.RingDoorbell();
        THal.DmaDealloc(sq.Paddr, sq.Vaddr, 1); //! HAL2007
    }
}
