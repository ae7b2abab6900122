using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "usb: cdns3: fix memory double free when handle zero packet": the request behind the zero-length one was given
// back by its own completion and by that of the data.
public sealed unsafe class Cdns3Gadget<THal>(UsbHost controller)
    where THal : struct, IHal
{
    public int Queue(Urb request)
    {
        DmaBuffer data = request.Buffer;
        PhysAddr address = THal.Share(data, DriverToDevice);
        request.Address = address;
        int error = controller.Submit(request);
        if (error != 0)
        {
            THal.Unshare(address, data, DriverToDevice);
            return error;
        }

        while (request.Status == -115)
        {
        }

        THal.Unshare(address, data, DriverToDevice);
        if (data.Length % 512 == 0)
        {
            // The packet that ends the transfer is a request of its own, without data.
            request.Actual = 0;
            error = controller.Submit(new Urb { Endpoint = request.Endpoint });
            if (error != 0)
            {
                controller.Kill(request);
                THal.Unshare(address, data, DriverToDevice); //! HAL1004
            }
        }

        return error;
    }
}
