using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (age): the pointer was moved behind the ring's header before it is given back.
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
        if (THal.DmaDealloc(block.Paddr, cursor, 1) is not 0 and var lost) //! HAL2005
        {
            return lost;
        }

        return error;
    }
}
