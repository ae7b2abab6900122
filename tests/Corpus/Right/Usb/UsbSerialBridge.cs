using System;
using System.Collections.Concurrent;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A USB serial adapter with a pool of bulk-out transfers. A transfer is either free, or mapped and with the host; the completion puts it
// back after the share has ended.
internal sealed class UsbSerialBridge<THal> : IDisposable
    where THal : struct, IHal
{
    private const int TransferBytes = 512;

    private readonly UsbHost _host;
    private readonly ConcurrentBag<(Urb Urb, PinnedBuffer Memory)> _free = [];
    private readonly ConcurrentDictionary<Urb, PinnedBuffer> _busy = new();

    public UsbSerialBridge(UsbHost host, int depth)
    {
        _host = host;
        for (int i = 0; i < depth; i++)
        {
            _free.Add((new Urb { Endpoint = 0x02, Complete = OnComplete }, new PinnedBuffer(TransferBytes)));
        }
    }

    public int Write(ReadOnlySpan<byte> data)
    {
        int written = 0;
        while (written < data.Length && _free.TryTake(out var entry))
        {
            int length = Math.Min(TransferBytes, data.Length - written);
            DmaBuffer part = entry.Memory.Buffer.Slice(0, length);
            data.Slice(written, length).CopyTo(part.AsSpan());
            entry.Urb.Buffer = part;
            entry.Urb.Address = THal.Share(part, DriverToDevice);
            _busy[entry.Urb] = entry.Memory;
            if (_host.Submit(entry.Urb) != 0)
            {
                OnComplete(entry.Urb);
                break;
            }

            written += length;
        }

        return written;
    }

    public void Dispose()
    {
        foreach (Urb urb in _busy.Keys)
        {
            _host.Kill(urb);
            OnComplete(urb);
        }

        while (_free.TryTake(out var entry))
        {
            entry.Memory.Dispose();
        }
    }

    private void OnComplete(Urb urb)
    {
        if (_busy.TryRemove(urb, out PinnedBuffer? memory))
        {
            THal.Unshare(urb.Address, urb.Buffer, DriverToDevice);
            _free.Add((urb, memory));
        }
    }
}
