using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux usb (hcd): an empty data stage on an IN transfer returns an error and leaves the setup packet mapped.
public sealed unsafe class ControlTransfers<THal>(UsbHost host)
    where THal : struct, IHal
{
    private readonly PinnedBuffer _setup = new(8);

    public int Transfer(Urb urb, ReadOnlySpan<byte> setup, int expected)
    {
        setup.CopyTo(_setup.Buffer.AsSpan());
        PhysAddr setupAddress = THal.Share(_setup.Buffer, DriverToDevice); //! HAL1002
        BufferDirection direction = urb.IsIn ? DeviceToDriver : DriverToDevice;
        if (urb.Buffer.IsEmpty || urb.Buffer.Length < expected)
        {
            urb.Status = -11;
            return urb.Status;
        }

        PhysAddr dataAddress = THal.Share(urb.Buffer, direction);
        urb.SetupAddress = setupAddress;
        urb.Address = dataAddress;
        int error = host.Submit(urb);
        if (error == 0)
        {
            while (urb.Actual < expected && urb.Status == 0)
            {
            }

            host.Kill(urb);
        }

        THal.Unshare(dataAddress, urb.Buffer, direction);
        THal.Unshare(setupAddress, _setup.Buffer, DriverToDevice);
        return error;
    }
}
