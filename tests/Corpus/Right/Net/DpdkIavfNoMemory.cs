using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (net/iavf): the failed allocation leaves nothing to give back.
internal sealed unsafe class AdminReceive<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public int Open()
    {
        DmaAllocation queue = THal.DmaAlloc(4, Both);
        if (queue.Paddr == default)
        {
            Log.Info("iavf: no memory for the admin queue");
            return -12;
        }

        int error = mailbox.Execute(1, queue.Paddr);
        int status = THal.DmaDealloc(queue.Paddr, queue.Vaddr, 4);
        if (error == 0 && status != 0)
        {
            error = status;
        }

        return error;
    }
}
