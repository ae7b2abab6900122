using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (RDMA, ocrdma): the completion queue is given back with the pages of the event queue.
internal sealed unsafe class QueueTest<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    public int Run(nuint eventPages, nuint completionPages)
    {
        DmaAllocation events = THal.DmaAlloc(eventPages, Both);
        if (events.Paddr == default)
        {
            return -12;
        }

        DmaAllocation completions = THal.DmaAlloc(completionPages, Both);
        if (completions.Paddr == default)
        {
            _ = THal.DmaDealloc(events.Paddr, events.Vaddr, eventPages);
            return -12;
        }

        int error = firmware.Execute(0x35, events.Paddr, completions.Paddr);
        _ = THal.DmaDealloc(completions.Paddr, completions.Vaddr, eventPages); //! HAL2004
        _ = THal.DmaDealloc(events.Paddr, events.Vaddr, eventPages);
        return error;
    }
}
