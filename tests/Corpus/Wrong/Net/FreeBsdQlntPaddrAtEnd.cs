using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (qlnxe): the address of the last page is asked for at the length of the whole chain.
internal sealed class ChainPages<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private const nuint PageCount = 4;

    public int Flush()
    {
        using var chain = new Dma<THal>(PageCount, Both);
        PhysAddr first = chain.PaddrAt(0);
        PhysAddr last = chain.PaddrAt(PageCount * HalConstants.PageSize); //! HAL2009
        int id = queue.Submit(0x02, first, last);
        if (id < 0)
        {
            return id;
        }

        while (!queue.IsDone(id))
        {
        }

        return queue.RingDoorbell() ? 0 : -5;
    }
}
