using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (genwqe, bnx2i): the first entry of the queue is written before it is known that there is memory.
internal sealed unsafe class DdcbQueue<THal>(Device card)
    where THal : struct, IHal
{
    private DmaAllocation _queue;

    public int Setup(uint sequence)
    {
        DmaAllocation queue = THal.DmaAlloc(2, Both);
        var head = (uint*)queue.Vaddr;
        head[0] = sequence; //! HAL2006
        head[1] = 0x0001_0000;
        if (queue.Paddr == default)
        {
            return -12;
        }

        card.Program(queue.Paddr, 2 * HalConstants.PageSize);
        _queue = queue;
        return 0;
    }

    public int Release()
    {
        card.Reset();
        int status = THal.DmaDealloc(_queue.Paddr, _queue.Vaddr, 2);
        _queue = default;
        return status;
    }
}
