using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "mtd: rawnand: cadence: fix incorrect device in dma_unmap_single": the page is mapped by the bus that is
// checked, and unmapped by the one behind it.
public sealed unsafe class CadenceNand<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public int ReadPage(PhysAddr fifo, DmaBuffer page)
    {
        PhysAddr address = Map(page);
        int cookie = engine.Submit(fifo, address, page.Length);
        if (cookie >= 0 && !engine.WaitFor(cookie, 1000))
        {
            engine.Terminate();
            cookie = -110;
        }

        THal.Unshare(address, page, DeviceToDriver); //! HAL1013
        return Math.Min(cookie, 0);
    }

    public int WritePage(DmaBuffer page, PhysAddr fifo)
    {
        PhysAddr address = Checked<THal>.Share(page, DriverToDevice);
        int cookie = engine.Submit(address, fifo, page.Length);
        if (cookie >= 0 && !engine.WaitFor(cookie, 1000))
        {
            engine.Terminate();
            cookie = -110;
        }

        Checked<THal>.Unshare(address, page, DriverToDevice);
        return Math.Min(cookie, 0);
    }

    [return: MustUnshare]
    private static PhysAddr Map(DmaBuffer page) => Checked<THal>.Share(page, DeviceToDriver);
}
