using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A set of receive transfers that resubmit themselves until the interface goes down.</summary>
public sealed class UsbNetReceive<THal>(UsbHost host, NetPort port, int depth)
    where THal : struct, IHal
{
    private readonly List<(Urb Urb, Packet Packet)> _live = [];
    private readonly object _gate = new();
    private bool _stopping;

    public void Open()
    {
        for (int i = 0; i < depth; i++)
        {
            if (!SubmitOne())
            {
                break;
            }
        }
    }

    private bool SubmitOne()
    {
        if (port.Allocate(1536) is not { } packet)
        {
            return false;
        }

        var urb = new Urb { Endpoint = 0x81, Buffer = packet.Buffer };
        urb.Complete = u => OnComplete(u, packet);
        lock (_gate)
        {
            if (_stopping)
            {
                packet.Free();
                return false;
            }

            urb.Address = THal.Share(urb.Buffer, BufferDirection.DeviceToDriver);
            _live.Add((urb, packet));
            if (host.Submit(urb) < 0)
            {
                _live.Remove((urb, packet));
                THal.Unshare(urb.Address, urb.Buffer, BufferDirection.DeviceToDriver);
                packet.Free();
                return false;
            }

            return true;
        }
    }

    private void OnComplete(Urb urb, Packet packet)
    {
        lock (_gate)
        {
            if (!_live.Remove((urb, packet)))
            {
                return;
            }
        }

        THal.Unshare(urb.Address, urb.Buffer, BufferDirection.DeviceToDriver);
        if (urb.Status == 0)
        {
            port.Deliver(packet);
        }
        else
        {
            packet.Free();
        }

        SubmitOne();
    }

    public void Stop()
    {
        (Urb Urb, Packet Packet)[] live;
        lock (_gate)
        {
            _stopping = true;
            live = _live.ToArray();
            _live.Clear();
        }

        foreach ((Urb urb, Packet packet) in live)
        {
            host.Kill(urb);
            THal.Unshare(urb.Address, urb.Buffer, BufferDirection.DeviceToDriver);
            packet.Free();
        }
    }
}
