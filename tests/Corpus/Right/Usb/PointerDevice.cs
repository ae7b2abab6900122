using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A mouse driver with one interrupt transfer that is resubmitted from its completion. The report is read between Unshare and the next
// Share; after Stop the completion does not resubmit.
internal readonly record struct Movement(sbyte X, sbyte Y, byte Buttons);

internal sealed class PointerDevice<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly UsbHost _host;
    private readonly PinnedBuffer _report = new(8);
    private readonly Urb _urb;
    private readonly object _lock = new();
    private bool _running;

    public PointerDevice(UsbHost host)
    {
        _host = host;
        _urb = new Urb { Endpoint = 0x81, Buffer = _report.Buffer, Complete = OnComplete };
    }

    public event Action<Movement>? Moved;

    public void Start()
    {
        lock (_lock)
        {
            if (!_running)
            {
                _running = true;
                Submit();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _running = false;
        }

        _host.Kill(_urb);
        lock (_lock)
        {
            Unmap();
        }

        _report.Dispose();
    }

    private void OnComplete(Urb urb)
    {
        Movement? movement = null;
        lock (_lock)
        {
            Unmap();
            if (!_running)
            {
                return;
            }

            if (urb.Status == 0 && urb.Actual >= 3)
            {
                DmaBuffer report = urb.Buffer;
                movement = new Movement((sbyte)report[1], (sbyte)report[2], report[0]);
            }

            Submit();
        }

        if (movement is { } value)
        {
            Moved?.Invoke(value);
        }
    }

    private void Submit()
    {
        _urb.Address = THal.Share(_urb.Buffer, DeviceToDriver);
        _urb.IsMapped = true;
        if (_host.Submit(_urb) != 0)
        {
            Unmap();
        }
    }

    private void Unmap()
    {
        if (_urb.IsMapped)
        {
            _urb.IsMapped = false;
            THal.Unshare(_urb.Address, _urb.Buffer, DeviceToDriver);
        }
    }
}
