using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "media: iris: Fix dma_free_attrs() size in iris_hfi_queues_init()": the queues are allocated with room for all
// of them, and given back as one header when the next step fails.
public sealed unsafe class IrisQueues<THal>(Device core)
    where THal : struct, IHal
{
    private const nuint QueuePages = 24;
    private const nuint HeaderPages = 1;

    private DmaAllocation _queues;
    private DmaAllocation _reports;

    public int Initialize()
    {
        DmaAllocation queues = THal.DmaAlloc(QueuePages, Both);
        if (queues.Paddr == default)
        {
            return -12;
        }

        DmaAllocation reports = THal.DmaAlloc(HeaderPages, Both);
        if (reports.Paddr == default)
        {
            Log.Info("no memory for the failure reports");
            _ = THal.DmaDealloc(queues.Paddr, queues.Vaddr, HeaderPages); //! HAL2004
            return -12;
        }

        core.Program(queues.Paddr, (int)(QueuePages * HalConstants.PageSize));
        core.Program(reports.Paddr, (int)(HeaderPages * HalConstants.PageSize));
        _queues = queues;
        _reports = reports;
        return 0;
    }

    public int Deinitialize()
    {
        core.Reset();
        int status = THal.DmaDealloc(_reports.Paddr, _reports.Vaddr, HeaderPages);
        return status | THal.DmaDealloc(_queues.Paddr, _queues.Vaddr, QueuePages);
    }
}
