using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A hub's interrupt endpoint that reports changed ports in a bitmap and is submitted again after each report. The urb is shared for each
// round, ended in its completion before the bitmap is read, and not started again once stopped.
public sealed class HubChanges<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly UsbHost _host;
    private readonly Urb _urb;
    private readonly PinnedBuffer _bitmap = new(4);
    private bool _stopped;

    public HubChanges(UsbHost host)
    {
        _host = host;
        _urb = new Urb { Endpoint = 0x81, Buffer = _bitmap.Buffer };
        _urb.Complete = OnComplete;
    }

    public event Action<int>? PortChanged;

    public int Start()
    {
        _urb.Address = THal.Share(_urb.Buffer, DeviceToDriver);
        _urb.IsMapped = true;
        int status = _host.Submit(_urb);
        if (status != 0)
        {
            Unmap();
        }

        return status;
    }

    public void Dispose()
    {
        _stopped = true;
        _host.Kill(_urb);
        Unmap();
        _bitmap.Dispose();
    }

    private void OnComplete(Urb urb)
    {
        Unmap();
        if (_stopped || urb.Status != 0)
        {
            return;
        }

        for (int port = 0; port < urb.Actual * 8; port++)
        {
            if ((urb.Buffer[port / 8] & 1 << (port % 8)) != 0)
            {
                PortChanged?.Invoke(port);
            }
        }

        if (Start() != 0)
        {
            Log.Info("the hub is not watched any more");
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
