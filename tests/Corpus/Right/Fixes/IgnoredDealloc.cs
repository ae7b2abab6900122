using System;
using Devices;
using Hal;

public sealed unsafe class IgnoredDealloc<THal>(NvmeQueue queue) where THal : struct, IHal
{
    public void Reset(DmaAllocation sq)
    {
        queue.RingDoorbell();
        if (THal.DmaDealloc(sq.Paddr, sq.Vaddr, 1) != 0)
        {
            throw new DmaException("the queue was not given back");
        }
    }
}
