using System;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

public sealed class UsbControl<THal>(UsbHost host, PinnedBuffer setup) where THal : struct, IHal
{
    public int Control(Urb urb, ulong request)
    {
        MemoryMarshal.Write(setup.Buffer.AsSpan(), in request);
        urb.SetupAddress = THal.Share(setup.Buffer.Slice(0, 8), BufferDirection.DriverToDevice);
        BufferDirection direction = urb.IsIn ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
        if (urb.Buffer.Length > 0)
        {
            try
            {
                urb.Address = THal.Share(urb.Buffer, direction);
            }
            catch (DmaException)
            {
                THal.Unshare(urb.SetupAddress, setup.Buffer.Slice(0, 8), BufferDirection.DriverToDevice);
                urb.SetupAddress = default;
                return -11;
            }
        }

        using var done = new ManualResetEventSlim();
        urb.Complete = _ => done.Set();
        int ret = host.Submit(urb);
        if (ret == 0 && !done.Wait(1000))
        {
            host.Kill(urb);
            ret = -110;
        }

        if (urb.Buffer.Length > 0)
        {
            THal.Unshare(urb.Address, urb.Buffer, direction);
        }

        THal.Unshare(urb.SetupAddress, setup.Buffer.Slice(0, 8), BufferDirection.DriverToDevice);
        return ret < 0 ? ret : urb.Actual;
    }
}
