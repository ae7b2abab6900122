using System;
using Devices;
using Hal;

/// <summary>A USB control transfer: a setup packet always, a data stage sometimes, each mapped with its own direction.</summary>
public sealed class UsbControl<THal>
    where THal : struct, IHal
{
    private readonly UsbHost _host = new();

    public int Run(DmaBuffer setup, DmaBuffer data, bool isIn)
    {
        var urb = new Urb { Endpoint = (byte)(isIn ? 0x80 : 0), Buffer = data };
        BufferDirection direction = isIn ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
        urb.SetupAddress = THal.Share(setup, BufferDirection.DriverToDevice);
        try
        {
            if (!data.IsEmpty)
            {
                urb.Address = THal.Share(data, direction);
                urb.IsMapped = true;
            }

            int error = _host.Submit(urb);
            if (error != 0)
            {
                return error;
            }

            Deadline end = Deadline.In(5000);
            while (urb.Status == -115)
            {
                if (end.Expired)
                {
                    _host.Kill(urb);
                    return -110;
                }
            }

            return urb.Actual;
        }
        finally
        {
            if (urb.IsMapped)
            {
                THal.Unshare(urb.Address, data, direction);
                urb.IsMapped = false;
            }

            THal.Unshare(urb.SetupAddress, setup, BufferDirection.DriverToDevice);
        }
    }
}
