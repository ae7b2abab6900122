using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's drivers/usb/dwc3 and i40e: the label of the retry stands before the mapping.
public sealed class RetryWithoutUnmap<THal>(Device controller)
    where THal : struct, IHal
{
    public int Transfer(DmaBuffer buffer)
    {
        int retries = 3;
        int status;

    Again:
        PhysAddr address = THal.Share(buffer, DriverToDevice); //! HAL1002 (no fix: jump)
        status = controller.Start(address, buffer.Length);
        if (status == -11 && retries-- > 0)
        {
            controller.Reset();
            goto Again;
        }

        if (status == 0 && !controller.Wait(100))
        {
            controller.Reset();
            status = -110;
        }

        THal.Unshare(address, buffer, DriverToDevice);
        return status;
    }
}
