using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Sends output reports to a keyboard (its lights), the latest one wins while one is under way. The report in flight keeps its memory;
// the next one is written after the completion has ended the share.
public sealed class KeyboardLights<THal>(UsbHost host) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _report = new(1);
    private readonly object _gate = new();
    private byte? _wanted;
    private bool _flying;

    public void Set(byte lights)
    {
        lock (_gate)
        {
            _wanted = lights;
            if (_flying)
            {
                return;
            }

            _flying = true;
        }

        SendNext();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_flying)
            {
                throw new InvalidOperationException("wait for the report first");
            }
        }

        _report.Dispose();
    }

    private void SendNext()
    {
        lock (_gate)
        {
            if (_wanted is not { } lights)
            {
                _flying = false;
                return;
            }

            _wanted = null;
            _report.Buffer[0] = lights;
        }

        var share = new Shared<THal>(_report.Buffer, DriverToDevice);
        var urb = new Urb { Endpoint = 0x02, Buffer = share.Buffer, Address = share.Paddr };
        urb.Complete = _ =>
        {
            share.Unshare();
            SendNext();
        };
        if (host.Submit(urb) < 0)
        {
            share.Unshare();
            lock (_gate)
            {
                _flying = false;
            }
        }
    }
}
