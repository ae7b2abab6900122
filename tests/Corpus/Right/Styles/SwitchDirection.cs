using System;
using Devices;
using Hal;

public enum TransferKind
{
    None,
    In,
    Out,
    Bidirectional,
}

public sealed class SwitchDirection<THal>(UsbHost host) where THal : struct, IHal
{
    private static BufferDirection DirectionOf(TransferKind kind) => kind switch
    {
        TransferKind.In => BufferDirection.DeviceToDriver,
        TransferKind.Out => BufferDirection.DriverToDevice,
        TransferKind.Bidirectional => BufferDirection.Both,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public int Submit(Urb urb, TransferKind kind)
    {
        if (kind != TransferKind.None)
        {
            urb.Address = THal.Share(urb.Buffer, DirectionOf(kind));
            urb.IsMapped = true;
        }

        int ret = host.Submit(urb);
        if (ret != 0 && urb.IsMapped)
        {
            THal.Unshare(urb.Address, urb.Buffer, DirectionOf(kind));
            urb.IsMapped = false;
        }

        return ret;
    }

    public void Complete(Urb urb)
    {
        if (urb.IsMapped)
        {
            urb.IsMapped = false;
            THal.Unshare(urb.Address, urb.Buffer, urb.IsIn ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice);
            urb.Address = default;
        }

        urb.Complete?.Invoke(urb);
    }
}
