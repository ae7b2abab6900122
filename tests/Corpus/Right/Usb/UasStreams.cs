using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>USB attached SCSI: a command takes a command, a status and a data stream, and is undone from where it got to.</summary>
public sealed class UasStreams<THal>(UsbHost host)
    where THal : struct, IHal
{
    private enum Stage
    {
        Nothing,
        Status,
        Data,
        Command,
    }

    public int Queue(Urb status, Urb? data, Urb command)
    {
        var stage = Stage.Nothing;
        int error = Send(status);
        if (error == 0)
        {
            stage = Stage.Status;
            error = data is null ? 0 : Send(data);
        }

        if (error == 0)
        {
            stage = Stage.Data;
            error = Send(command);
        }

        if (error == 0)
        {
            return 0;
        }

        if (stage >= Stage.Data && data is not null)
        {
            Cancel(data);
        }

        if (stage >= Stage.Status)
        {
            Cancel(status);
        }

        return error;
    }

    private int Send(Urb urb)
    {
        BufferDirection direction = urb.IsIn ? DeviceToDriver : DriverToDevice;
        PhysAddr paddr = THal.Share(urb.Buffer, direction);
        urb.Address = paddr;
        urb.IsMapped = true;
        int error = host.Submit(urb);
        if (error != 0)
        {
            urb.IsMapped = false;
            THal.Unshare(paddr, urb.Buffer, direction);
        }

        return error;
    }

    private void Cancel(Urb urb)
    {
        host.Kill(urb);
        Completed(urb);
    }

    public void Completed(Urb urb)
    {
        if (!urb.IsMapped)
        {
            return;
        }

        urb.IsMapped = false;
        THal.Unshare(urb.Address, urb.Buffer, urb.IsIn ? DeviceToDriver : DriverToDevice);
    }
}
