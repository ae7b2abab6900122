using System;
using Devices;
using Hal;

namespace Drivers;

// A hub driver that asks for its ports' status by an interrupt transfer which is posted again and again. The one mapping is made at
// Start and lives in a nullable field until Suspend or Disconnect takes it out.
public sealed class HubDriver<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly UsbHost _host;
    private readonly PinnedBuffer _status;
    private readonly Urb _urb;
    private Shared<THal>? _share;

    public HubDriver(UsbHost host, int ports)
    {
        _host = host;
        _status = new PinnedBuffer(ports / 8 + 1);
        _urb = new Urb { Endpoint = 0x81, Buffer = _status.Buffer, Complete = OnStatus };
    }

    public event Action<int>? PortChanged;

    public bool Start()
    {
        if (_share is not null)
        {
            return true;
        }

        var share = new Shared<THal>(_status.Buffer, BufferDirection.DeviceToDriver);
        _share = share;
        _urb.Address = share.Paddr;
        if (_host.Submit(_urb) != 0)
        {
            _share = null;
            share.Unshare();
            return false;
        }

        return true;
    }

    public void Suspend() => Halt();

    public void Disconnect()
    {
        Halt();
        PortChanged = null;
    }

    public void Dispose()
    {
        Halt();
        _status.Dispose();
    }

    private void Halt()
    {
        if (_share is { } share)
        {
            _host.Kill(_urb);
            _share = null;
            share.Unshare();
        }
    }

    private void OnStatus(Urb urb)
    {
        if (_share is not { } share)
        {
            return;
        }

        _share = null;
        share.Unshare();
        int changed = urb.Status == 0 && urb.Actual > 0 ? share.Buffer[0] : 0;
        for (int port = 1; port < 8; port++)
        {
            if ((changed & (1 << port)) != 0)
            {
                PortChanged?.Invoke(port);
            }
        }

        Start();
    }
}
