using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Haiku (ehci): the local helper that ends a share is called with the data stage's buffer for the setup stage.
internal sealed class ControlTransfer<THal>(UsbHost host)
    where THal : struct, IHal
{
    public int Request(Urb urb, DmaBuffer setup, DmaBuffer data)
    {
        urb.SetupAddress = THal.Share(setup, DriverToDevice);
        PhysAddr setupAddress = urb.SetupAddress;
        PhysAddr dataAddress = THal.Share(data, DeviceToDriver);
        urb.Address = dataAddress;
        int error = host.Submit(urb);
        if (error == 0)
        {
            host.Kill(urb);
        }

        static void End(PhysAddr address, DmaBuffer buffer, BufferDirection direction) => THal.Unshare(address, buffer, direction);

        End(dataAddress, data, DeviceToDriver);
        End(setupAddress, data, DriverToDevice); //! HAL1006 (no fix: helper releases)
        return error != 0 ? error : urb.Actual;
    }
}
