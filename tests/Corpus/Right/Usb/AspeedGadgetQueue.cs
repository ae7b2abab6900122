using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "usb: gadget: aspeed: Fix dma map failure": a refused request is unmapped.
public sealed class GadgetEndpoint<THal>(UsbHost host)
    where THal : struct, IHal
{
    public bool Stalled { get; set; }

    public int Enqueue(Urb request)
    {
        if (request.IsMapped)
        {
            return -16;
        }

        DmaBuffer data = request.Buffer;
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
        if (Stalled)
        {
            request.Status = -32;
            THal.Unshare(address, data, BufferDirection.DriverToDevice);
            return request.Status;
        }

        request.Address = address;
        request.IsMapped = true;
        int status = host.Submit(request);
        if (status < 0)
        {
            request.IsMapped = false;
            request.Address = default;
            THal.Unshare(address, data, BufferDirection.DriverToDevice);
        }

        return status;
    }

    public void Finish(Urb request)
    {
        if (!request.IsMapped)
        {
            return;
        }

        THal.Unshare(request.Address, request.Buffer, BufferDirection.DriverToDevice);
        request.IsMapped = false;
        request.Complete?.Invoke(request);
    }
}
