using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (RDMA, ocrdma): each queue is given back with its own pages.
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
        _ = THal.DmaDealloc(completions.Paddr, completions.Vaddr, completionPages);
        _ = THal.DmaDealloc(events.Paddr, events.Vaddr, eventPages);
        return error;
    }
}
