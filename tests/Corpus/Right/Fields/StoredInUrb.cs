using Devices;
using Hal;

/// <summary>A USB host's map and unmap hooks, which keep the address in the transfer itself and a flag that it is mapped.</summary>
public static class UrbMapping<THal>
    where THal : struct, IHal
{
    public static int Map(Urb urb)
    {
        if (urb.Buffer.IsEmpty || urb.IsMapped)
        {
            return 0;
        }

        BufferDirection direction = urb.IsIn ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
        urb.Address = THal.Share(urb.Buffer, direction);
        urb.IsMapped = true;
        return 0;
    }

    public static void Unmap(Urb urb)
    {
        if (!urb.IsMapped)
        {
            return;
        }

        var direction = urb.IsIn ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
        THal.Unshare(urb.Address, urb.Buffer, direction);
        urb.IsMapped = false;
    }

    public static int Submit(UsbHost host, Urb urb)
    {
        int error = Map(urb);
        if (error != 0)
        {
            return error;
        }

        error = host.Submit(urb);
        if (error != 0)
        {
            Unmap(urb);
        }

        return error;
    }
}
