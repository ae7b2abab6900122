using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux usbmidi: several input transfers stay with the host, each is sent again from its completion. A transfer's share ends in its
// completion and a new one is made before it goes again, unless it is closing.
public sealed class MidiIn<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly UsbHost _host;
    private readonly Action<byte[]> _events;
    private readonly List<(Urb Urb, PinnedBuffer Memory)> _transfers = [];
    private volatile bool _closing;

    public MidiIn(UsbHost host, Action<byte[]> events, int transfers)
    {
        _host = host;
        _events = events;
        for (int i = 0; i < transfers; i++)
        {
            var memory = new PinnedBuffer(64);
            var urb = new Urb { Endpoint = 0x82, Buffer = memory.Buffer, Complete = Completed };
            _transfers.Add((urb, memory));
        }
    }

    public void Open()
    {
        foreach (var (urb, _) in _transfers)
        {
            if (!urb.IsMapped)
            {
                Send(urb);
            }
        }
    }

    public void Dispose()
    {
        _closing = true;
        foreach (var (urb, memory) in _transfers)
        {
            _host.Kill(urb);
            Unmap(urb);
            memory.Dispose();
        }

        _transfers.Clear();
    }

    private void Completed(Urb urb)
    {
        Unmap(urb);
        if (urb.Status == 0 && urb.Actual is > 0 and <= 64)
        {
            _events(urb.Buffer.AsReadOnlySpan()[..urb.Actual].ToArray());
        }

        if (!_closing)
        {
            Send(urb);
        }
    }

    private void Send(Urb urb)
    {
        urb.Address = THal.Share(urb.Buffer, BufferDirection.DeviceToDriver);
        urb.IsMapped = true;
        if (_host.Submit(urb) != 0)
        {
            Unmap(urb);
        }
    }

    private static void Unmap(Urb urb)
    {
        if (urb.IsMapped)
        {
            urb.IsMapped = false;
            THal.Unshare(urb.Address, urb.Buffer, BufferDirection.DeviceToDriver);
        }
    }
}
