using Devices;
using Hal;

/// <summary>A USB transfer has its completion handler before it is submitted; a failed submit calls the same handler.</summary>
public sealed class UrbHandler<THal>
    where THal : struct, IHal
{
    private readonly UsbHost _host = new();

    public bool Send(DmaBuffer data)
    {
        var urb = new Urb { Endpoint = 2, Buffer = data };
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        urb.Address = at;
        urb.Complete = done => THal.Unshare(at, done.Buffer, BufferDirection.DriverToDevice);
        if (_host.Submit(urb) == 0)
        {
            return true;
        }

        urb.Complete(urb);
        return false;
    }
}
