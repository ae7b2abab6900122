using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux misc (pci_endpoint_test): without a destination packet it jumps past the label that unmaps the source.
public sealed unsafe class PciEndpointTest<THal>(DmaEngine engine, NetPort port)
    where THal : struct, IHal
{
    public int Copy(Packet source, int timeout)
    {
        int result;
        DmaBuffer from = source.Buffer;
        PhysAddr fromAddress = THal.Share(from, DriverToDevice); //! HAL1002
        Packet? target = port.Allocate(source.Length);
        if (target is null)
        {
            result = -12;
            goto done;
        }

        DmaBuffer to = target.Buffer;
        PhysAddr toAddress = THal.Share(to, DeviceToDriver);
        int cookie = engine.Submit(fromAddress, toAddress, source.Length);
        if (cookie < 0)
        {
            result = cookie;
            goto unmapTarget;
        }

        result = 0;
        if (!engine.WaitFor(cookie, timeout))
        {
            engine.Terminate();
            result = -110;
        }

    unmapTarget:
        THal.Unshare(toAddress, to, DeviceToDriver);
        target.Free();
        THal.Unshare(fromAddress, from, DriverToDevice);
    done:
        Log.Info(result == 0 ? "COPY OK" : "COPY FAILED");
        return result;
    }
}
