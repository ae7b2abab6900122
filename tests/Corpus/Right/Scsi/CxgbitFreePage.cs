using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (scsi and rdma targets): where the firmware refuses the page Register only reports, and Setup gives it back.
internal sealed unsafe class PageRegistration<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private DmaAllocation _page;

    public int Setup()
    {
        DmaAllocation page = THal.DmaAlloc(1, Both);
        if (page.Paddr == default)
        {
            return -12;
        }

        if (!Register(page))
        {
            _ = THal.DmaDealloc(page.Paddr, page.Vaddr, 1);
            return -5;
        }

        _page = page;
        return 0;
    }

    public int Teardown()
    {
        _ = firmware.Execute(0x12, _page.Paddr);
        int status = THal.DmaDealloc(_page.Paddr, _page.Vaddr, 1);
        _page = default;
        return status;
    }

    private bool Register(DmaAllocation page)
    {
        int status = firmware.Execute(0x11, page.Paddr);
        if (status == 0)
        {
            return true;
        }

        Log.Info($"cxgbit: {status}");
        return false;
    }
}
