using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (blk-mq drivers): depth pages were allocated, half of them are given back when the device refuses.
internal sealed unsafe class TagMemory<THal>(NvmeQueue admin)
    where THal : struct, IHal
{
    private const int Wanted = 16;

    public int Negotiate()
    {
        nuint depth = Wanted;
        DmaAllocation tags = THal.DmaAlloc(depth, Both);
        if (tags.Paddr == default)
        {
            return 0;
        }

        int granted = admin.Submit(9, tags.Paddr, default);
        while (granted > 0 && !admin.IsDone(granted))
        {
        }

        if (granted < 0)
        {
            depth = Wanted / 2;
        }

        int status = THal.DmaDealloc(tags.Paddr, tags.Vaddr, depth); //! HAL2004 (no fix: meaning)
        return status != 0 ? status : (int)depth;
    }
}
