using System;
using Devices;
using Hal;

namespace Drivers;

// A USB control transfer: the setup packet and, where there is one, a data stage. Both stages are mapped and unmapped apart, each with
// its direction, and a refused transfer unmaps what it mapped.
public sealed class ControlPipe<THal> : IDisposable
    where THal : struct, IHal
{
    private const int SetupBytes = 8;

    private readonly UsbHost _host;
    private readonly PinnedBuffer _setup = new(SetupBytes);
    private bool _busy;

    public ControlPipe(UsbHost host) => _host = host;

    public int Submit(Urb urb, ReadOnlySpan<byte> setup)
    {
        if (setup.Length != SetupBytes)
        {
            return -22;
        }

        if (_busy)
        {
            return -16;
        }

        setup.CopyTo(_setup.Buffer.AsSpan());
        urb.SetupAddress = THal.Share(_setup.Buffer, BufferDirection.DriverToDevice);
        _busy = true;
        try
        {
            if (!urb.Buffer.IsEmpty)
            {
                urb.Address = THal.Share(urb.Buffer, DataDirection(urb));
                urb.IsMapped = true;
            }
        }
        catch (DmaException)
        {
            UnmapSetup(urb);
            return -12;
        }

        int error = _host.Submit(urb);
        if (error != 0)
        {
            Unmap(urb);
        }

        return error;
    }

    public void OnComplete(Urb urb)
    {
        Unmap(urb);
        urb.Complete?.Invoke(urb);
    }

    public void Dispose() => _setup.Dispose();

    private void Unmap(Urb urb)
    {
        if (urb.IsMapped)
        {
            THal.Unshare(urb.Address, urb.Buffer, DataDirection(urb));
            urb.IsMapped = false;
        }

        UnmapSetup(urb);
    }

    private void UnmapSetup(Urb urb)
    {
        THal.Unshare(urb.SetupAddress, _setup.Buffer, BufferDirection.DriverToDevice);
        urb.SetupAddress = default;
        _busy = false;
    }

    private static BufferDirection DataDirection(Urb urb) =>
        urb.IsIn ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
}
