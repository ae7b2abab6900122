using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (age): the block is given back by the pointer of its allocation.
internal sealed unsafe class CoalesceMessage<THal>(Device age)
    where THal : struct, IHal
{
    private const int HeaderBytes = 32;

    public int Send(uint flags)
    {
        DmaAllocation block = THal.DmaAlloc(1, Both);
        if (block.Paddr == default)
        {
            return -12;
        }

        byte* cursor = block.Vaddr;
        *(uint*)cursor = flags;
        cursor += HeaderBytes;
        *(uint*)cursor = ~flags;
        int error = age.Start(block.Paddr, HeaderBytes + sizeof(uint));
        age.Wait(10);
        age.Reset();
        if (THal.DmaDealloc(block.Paddr, block.Vaddr, 1) is not 0 and var lost)
        {
            return lost;
        }

        return error;
    }
}
