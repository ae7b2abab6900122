using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux scsi (pm80xx): the branch of the failed handshake frees the queue, and so does the label that it goes to.
internal sealed unsafe class Pm80xxQueues<THal>(Device chip)
    where THal : struct, IHal
{
    private DmaAllocation _queue;

    public int Setup(nuint pages)
    {
        DmaAllocation queue = THal.DmaAlloc(pages, BufferDirection.Both);
        if (queue.Paddr == default)
        {
            return -12;
        }

        int error;
        *(uint*)queue.Vaddr = 0x5AA5;
        if (!chip.Poll())
        {
            error = -19;
            goto free;
        }

        chip.Program(queue.Paddr, HalConstants.PageSize);
        if (!chip.Wait(1000))
        {
            Log.Info("no handshake");
            chip.Reset();
            _ = THal.DmaDealloc(queue.Paddr, queue.Vaddr, pages);
            error = -16;
            goto free;
        }

        _queue = queue;
        return 0;

    free:
        _ = THal.DmaDealloc(queue.Paddr, queue.Vaddr, pages); //! HAL2003
        return error;
    }

    public PhysAddr Base => _queue.Paddr;
}
