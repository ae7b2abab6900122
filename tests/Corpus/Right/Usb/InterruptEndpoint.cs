using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A USB interrupt endpoint whose transfer is submitted again by its own completion. The completion ends the share on every status; a new
// one is made only while the poll is running.
public sealed class InterruptEndpoint<THal>
    where THal : struct, IHal
{
    private readonly UsbHost _host;
    private readonly Urb _urb;
    private readonly Action<byte> _onReport;
    private readonly object _gate = new();
    private bool _running;

    public InterruptEndpoint(UsbHost host, Urb urb, Action<byte> onReport)
    {
        _host = host;
        _urb = urb;
        _onReport = onReport;
        _urb.Complete = OnComplete;
    }

    public bool Start()
    {
        lock (_gate)
        {
            _running = true;
            return _urb.IsMapped || Submit();
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _running = false;
        }

        // Kill returns when the completion has run.
        _host.Kill(_urb);
    }

    private bool Submit()
    {
        _urb.Address = THal.Share(_urb.Buffer, DeviceToDriver);
        _urb.IsMapped = true;
        if (_host.Submit(_urb) == 0)
        {
            return true;
        }

        THal.Unshare(_urb.Address, _urb.Buffer, DeviceToDriver);
        _urb.IsMapped = false;
        return false;
    }

    private void OnComplete(Urb urb)
    {
        byte report = 0;
        bool good;
        lock (_gate)
        {
            THal.Unshare(urb.Address, urb.Buffer, DeviceToDriver);
            urb.IsMapped = false;
            good = urb.Status == 0 && urb.Actual > 0;
            if (good)
            {
                report = urb.Buffer[0];
            }

            if (_running && !Submit())
            {
                _running = false;
            }
        }

        if (good)
        {
            _onReport(report);
        }
    }
}
