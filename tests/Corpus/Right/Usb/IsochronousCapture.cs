using System;
using Devices;
using Hal;

namespace Drivers;

// The capture of isochronous packets, several of them in one transfer, with two transfers in turn. A transfer's share is replaced under
// its own index, and Stop kills both before it ends what they hold.
internal sealed class IsochronousCapture<THal> : IDisposable
    where THal : struct, IHal
{
    private const int PacketBytes = 192;
    private const int PacketsPerTransfer = 8;

    private readonly UsbHost _host;
    private readonly PinnedBuffer[] _memory = [new(PacketBytes * PacketsPerTransfer), new(PacketBytes * PacketsPerTransfer)];
    private readonly Urb[] _urbs = new Urb[2];
    private readonly Action<byte[]> _packet;

    public IsochronousCapture(UsbHost host, Action<byte[]> packet)
    {
        _host = host;
        _packet = packet;
        for (int i = 0; i < _urbs.Length; i++)
        {
            _urbs[i] = new Urb { Endpoint = 0x83, Buffer = _memory[i].Buffer };
        }
    }

    public int Start()
    {
        foreach (Urb urb in _urbs)
        {
            int error = urb.IsMapped ? 0 : Submit(urb);
            if (error != 0)
            {
                Stop();
                return error;
            }
        }

        return 0;
    }

    public void OnTransfer(int index)
    {
        Urb urb = _urbs[index];
        if (!urb.IsMapped)
        {
            return;
        }

        Unmap(urb);
        for (int i = 0; i < PacketsPerTransfer; i++)
        {
            _packet(urb.Buffer.Slice(i * PacketBytes, PacketBytes).AsReadOnlySpan().ToArray());
        }

        _ = Submit(urb);
    }

    public void Stop()
    {
        foreach (Urb urb in _urbs)
        {
            if (urb.IsMapped)
            {
                _host.Kill(urb);
                Unmap(urb);
            }
        }
    }

    public void Dispose()
    {
        Stop();
        Array.ForEach(_memory, memory => memory.Dispose());
    }

    private int Submit(Urb urb)
    {
        urb.Address = THal.Share(urb.Buffer, BufferDirection.DeviceToDriver);
        urb.IsMapped = true;
        int error = _host.Submit(urb);
        if (error != 0)
        {
            Unmap(urb);
        }

        return error;
    }

    private static void Unmap(Urb urb)
    {
        urb.IsMapped = false;
        THal.Unshare(urb.Address, urb.Buffer, BufferDirection.DeviceToDriver);
        urb.Address = default;
    }
}
