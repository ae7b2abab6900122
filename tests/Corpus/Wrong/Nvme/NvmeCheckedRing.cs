using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in SPDK (nvme_pcie): the ring comes from the checking HAL and is given back to the HAL below it.
internal sealed unsafe class SubmissionRing<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private const nuint Pages = 2;

    public int Probe()
    {
        DmaAllocation ring = Checked<THal>.DmaAlloc(Pages, Both);
        if (ring.Paddr == default)
        {
            return -12;
        }

        int command = queue.Submit(6, ring.Paddr, ring.Paddr + HalConstants.PageSize);
        while (command >= 0 && !queue.IsDone(command))
        {
        }

        int status = THal.DmaDealloc(ring.Paddr, ring.Vaddr, Pages); //! HAL1013
        return command < 0 ? command : status;
    }
}
