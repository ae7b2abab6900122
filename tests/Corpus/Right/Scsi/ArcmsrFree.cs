using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux scsi (arcmsr): the error path frees the number of pages that was allocated.
public sealed unsafe class ArcmsrMemory<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const nuint RequestPages = 20;
    private const nuint ReplyPages = 2;
    private const uint SetQueue = 0x05;

    private DmaAllocation _queues;

    public bool IsReady => _queues.Paddr != default;

    public int Allocate()
    {
        if (IsReady)
        {
            return 0;
        }

        DmaAllocation queues = THal.DmaAlloc(RequestPages + ReplyPages, Both);
        if (queues.Paddr == default)
        {
            return -12;
        }

        int error = firmware.Execute(SetQueue, queues.Paddr);
        if (error != 0)
        {
            Log.Info("arcmsr: the adapter refused the queues");
            _ = THal.DmaDealloc(queues.Paddr, queues.Vaddr, RequestPages + ReplyPages);
            return error;
        }

        _queues = queues;
        return 0;
    }

    public int Free()
    {
        if (!IsReady)
        {
            return 0;
        }

        DmaAllocation queues = _queues;
        _queues = default;
        return THal.DmaDealloc(queues.Paddr, queues.Vaddr, RequestPages + ReplyPages);
    }
}
