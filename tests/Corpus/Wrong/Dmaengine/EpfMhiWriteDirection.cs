using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "PCI: endpoint: pci-epf-mhi: Fix the DMA data direction of dma_unmap_single()": a write to the host maps its
// source for the engine to read, and unmaps it as if the engine had written it.
public sealed unsafe class MhiEndpoint<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public int Read(PhysAddr host, DmaBuffer local)
    {
        PhysAddr address = THal.Share(local, DeviceToDriver);
        int status = Transfer(host, address, local.Length);
        THal.Unshare(address, local, DeviceToDriver);
        return status;
    }

    public int Write(DmaBuffer local, PhysAddr host)
    {
        PhysAddr address = THal.Share(local, DriverToDevice);
        int status = Transfer(address, host, local.Length);
        THal.Unshare(address, local, DeviceToDriver); //! HAL1005
        return status;
    }

    private int Transfer(PhysAddr source, PhysAddr destination, int length)
    {
        int cookie = engine.Submit(source, destination, length);
        if (cookie < 0)
        {
            return cookie;
        }

        if (!engine.WaitFor(cookie, 1000))
        {
            engine.Terminate();
            return -110;
        }

        return 0;
    }
}
