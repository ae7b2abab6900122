using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "net/dpaa2: fix queue block memory leak on port close": the block is allocated with the pages of all queues and
// given back with the page of one.
public sealed unsafe class QueueBlock<THal>(Device port)
    where THal : struct, IHal
{
    private const nuint PagesPerQueue = 1;
    private const nuint Queues = 8;

    private DmaAllocation _block;

    public bool Open()
    {
        if (_block.Paddr != default)
        {
            return true;
        }

        DmaAllocation block = THal.DmaAlloc(PagesPerQueue * Queues, BufferDirection.Both);
        if (block.Paddr == default)
        {
            Log.Info("no memory for the queues");
            return false;
        }

        port.Program(block.Paddr, (int)(PagesPerQueue * Queues) * HalConstants.PageSize);
        _block = block;
        return true;
    }

    public int Close()
    {
        if (_block.Paddr == default)
        {
            return 0;
        }

        port.Reset();
        int status = THal.DmaDealloc(_block.Paddr, _block.Vaddr, PagesPerQueue); //! HAL2004
        _block = default;
        return status;
    }
}
