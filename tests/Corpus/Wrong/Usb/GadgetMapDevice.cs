using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "usb: gadget: udc: add usb_gadget_{un}map_request_by_dev": the request is mapped by the checked HAL and
// unmapped by the one beneath it.
public sealed class RequestMapping<THal>(UsbHost host)
    where THal : struct, IHal
{
    public int Submit(Urb request)
    {
        DmaBuffer data = request.Buffer;
        PhysAddr address = Checked<THal>.Share(data, BufferDirection.DriverToDevice);
        request.Address = address;
        int status = host.Submit(request);
        if (status != 0)
        {
            Checked<THal>.Unshare(address, data, BufferDirection.DriverToDevice);
            request.Address = default;
            return status;
        }

        while (request.Actual < data.Length && request.Status == 0)
        {
        }

        host.Kill(request);
        THal.Unshare(address, data, BufferDirection.DriverToDevice); //! HAL1013
        request.Address = default;
        return request.Status;
    }
}
