using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux cdc_ncm: many datagrams are copied into one bundle that goes out as one transfer. The bundle that fills and the bundle that
// flies are two buffers; they swap when the flight is over.
public sealed class BundleSender<THal>
    where THal : struct, IHal
{
    private readonly UsbHost _host;
    private readonly object _lock = new();
    private PinnedBuffer _filling = new(16384);
    private PinnedBuffer _flying = new(16384);
    private int _filled;
    private bool _busy;

    public BundleSender(UsbHost host) => _host = host;

    public bool Send(ReadOnlySpan<byte> datagram)
    {
        lock (_lock)
        {
            if (_filled + datagram.Length > _filling.Buffer.Length)
            {
                return false;
            }

            datagram.CopyTo(_filling.Buffer.AsSpan()[_filled..]);
            _filled += datagram.Length;
            return _busy || Launch();
        }
    }

    private bool Launch()
    {
        if (_filled == 0)
        {
            return true;
        }

        (_filling, _flying) = (_flying, _filling);
        DmaBuffer bundle = _flying.Buffer.Slice(0, _filled);
        _filled = 0;
        var urb = new Urb { Endpoint = 0x02, Buffer = bundle, Address = THal.Share(bundle, BufferDirection.DriverToDevice) };
        urb.Complete = Landed;
        _busy = true;
        if (_host.Submit(urb) == 0)
        {
            return true;
        }

        _busy = false;
        THal.Unshare(urb.Address, urb.Buffer, BufferDirection.DriverToDevice);
        return false;
    }

    private void Landed(Urb urb)
    {
        lock (_lock)
        {
            THal.Unshare(urb.Address, urb.Buffer, BufferDirection.DriverToDevice);
            _busy = false;
            Launch();
        }
    }
}
