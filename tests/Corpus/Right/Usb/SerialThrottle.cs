using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A USB serial adapter that stops reading when the reader of the port is slow. While throttled no transfer is out; unthrottle shares
// anew, and a transfer that completed meanwhile has ended its share.
public sealed class ThrottledSerial<THal>(UsbHost host) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _memory = new(256);
    private readonly Queue<byte[]> _received = new();
    private Urb? _active;
    private bool _throttled = true;

    public void Unthrottle()
    {
        _throttled = false;
        if (_active is null)
        {
            Submit();
        }
    }

    public void Throttle() => _throttled = true;

    public byte[]? Read() => _received.TryDequeue(out byte[]? bytes) ? bytes : null;

    public void Dispose()
    {
        _throttled = true;
        if (_active is { } urb)
        {
            host.Kill(urb);
            End(urb);
        }

        _memory.Dispose();
    }

    private void Submit()
    {
        var urb = new Urb { Endpoint = 0x81, Buffer = _memory.Buffer, Complete = OnComplete };
        urb.Address = THal.Share(urb.Buffer, DeviceToDriver);
        _active = urb;
        if (host.Submit(urb) != 0)
        {
            End(urb);
        }
    }

    private void OnComplete(Urb urb)
    {
        if (!End(urb))
        {
            return;
        }

        if (urb.Status == 0 && urb.Actual > 0)
        {
            _received.Enqueue(urb.Buffer.AsReadOnlySpan()[..urb.Actual].ToArray());
        }

        if (!_throttled)
        {
            Submit();
        }
    }

    private bool End(Urb urb)
    {
        if (!ReferenceEquals(_active, urb))
        {
            return false;
        }

        _active = null;
        THal.Unshare(urb.Address, urb.Buffer, DeviceToDriver);
        return true;
    }
}
