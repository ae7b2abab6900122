using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Asterinas (nvme): the helper passes the failure on, and its caller programs the address untested.
internal sealed unsafe class AdminPages<THal>(Device controller)
    where THal : struct, IHal
{
    private DmaAllocation _admin;

    public bool Enable()
    {
        if (_admin.Paddr != default)
        {
            return true;
        }

        DmaAllocation pages = Take(2);
        controller.Program(pages.Paddr, 2 * HalConstants.PageSize); //! HAL2006 (no fix: helper acquires)
        if (pages.Paddr == default)
        {
            controller.Reset();
            return false;
        }

        _admin = pages;
        return controller.Wait(100);
    }

    public int Disable()
    {
        controller.Reset();
        var (paddr, vaddr) = _admin;
        _admin = default;
        return paddr == default ? 0 : THal.DmaDealloc(paddr, vaddr, 2);
    }

    private static DmaAllocation Take(nuint count)
    {
        DmaAllocation memory = THal.DmaAlloc(count, Both);
        if (memory.Paddr == default)
        {
            Log.Info("nvme: no pages");
        }

        return memory;
    }
}
