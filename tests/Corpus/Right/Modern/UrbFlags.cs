using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A USB transfer with its state in the transfer itself, as host controller drivers keep it.
public sealed class UrbFlags<THal>(UsbHost host)
    where THal : struct, IHal
{
    private static BufferDirection DirectionOf(Urb urb) => urb.IsIn ? DeviceToDriver : DriverToDevice;

    private static void Map(Urb urb)
    {
        if (urb.IsMapped || urb.Buffer.IsEmpty)
        {
            return;
        }

        urb.Address = THal.Share(urb.Buffer, DirectionOf(urb));
        urb.IsMapped = true;
    }

    private static void Unmap(Urb urb)
    {
        if (urb.IsMapped)
        {
            THal.Unshare(urb.Address, urb.Buffer, DirectionOf(urb));
            urb.IsMapped = false;
            urb.Address = default;
        }
    }

    public int Submit(Urb urb)
    {
        Map(urb);
        Action<Urb>? complete = urb.Complete;
        urb.Complete = done =>
        {
            Unmap(done);
            complete?.Invoke(done);
        };
        int error = host.Submit(urb);
        if (error != 0)
        {
            Unmap(urb);
        }

        return error;
    }

    public void Cancel(Urb urb)
    {
        host.Kill(urb);
        Unmap(urb);
    }
}
