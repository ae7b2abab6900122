using Devices;
using Hal;

/// <summary>Properties of a request object, a plain carrier of data, decide at both ends, with calls to the device in between.</summary>
public sealed class RequestFacts<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();

    public int Run(BlockRequest request)
    {
        PhysAddr at = default;
        if (!request.Data.IsEmpty)
        {
            at = THal.Share(request.Data, request.IsWrite ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver);
        }

        request.Address = at;
        _queue.Enqueue(request);
        _queue.Drain();
        if (!request.Data.IsEmpty)
        {
            THal.Unshare(at, request.Data, request.IsWrite ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver);
        }

        return request.Status;
    }

    public int RunUrb(Urb urb, UsbHost host)
    {
        if (urb.IsIn)
        {
            urb.Address = THal.Share(urb.Buffer, BufferDirection.DeviceToDriver);
        }
        else
        {
            urb.Address = THal.Share(urb.Buffer, BufferDirection.DriverToDevice);
        }

        int error = host.Submit(urb);
        if (urb.IsIn)
        {
            THal.Unshare(urb.Address, urb.Buffer, BufferDirection.DeviceToDriver);
        }
        else
        {
            THal.Unshare(urb.Address, urb.Buffer, BufferDirection.DriverToDevice);
        }

        return error;
    }
}
