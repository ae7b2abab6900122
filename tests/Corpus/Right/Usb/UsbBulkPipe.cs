using System;
using Devices;
using Hal;

namespace Drivers;

// A bulk-in pipe that keeps several transfers running and gives what arrives to a reader. Each completion ends the mapping, reads what
// arrived, and maps again before it resubmits; Stop kills and unmaps.
public sealed class BulkInPipe<THal> : IDisposable
    where THal : struct, IHal
{
    private const int TransferBytes = 4096;

    private readonly UsbHost _host;
    private readonly Urb[] _urbs;
    private readonly PinnedBuffer _memory;
    private readonly Action<byte[]> _reader;
    private bool _running;

    public BulkInPipe(UsbHost host, int transfers, Action<byte[]> reader)
    {
        _host = host;
        _reader = reader;
        _memory = new PinnedBuffer(transfers * TransferBytes);
        _urbs = new Urb[transfers];
        for (int i = 0; i < transfers; i++)
        {
            _urbs[i] = new Urb
            {
                Endpoint = 0x81,
                Buffer = _memory.Buffer.Slice(i * TransferBytes, TransferBytes),
                Complete = Completed,
            };
        }
    }

    public bool Start()
    {
        _running = true;
        foreach (Urb urb in _urbs)
        {
            if (!Submit(urb))
            {
                Stop();
                return false;
            }
        }

        return true;
    }

    public void Stop()
    {
        _running = false;
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
        _memory.Dispose();
    }

    private bool Submit(Urb urb)
    {
        urb.Address = THal.Share(urb.Buffer, BufferDirection.DeviceToDriver);
        urb.IsMapped = true;
        if (_host.Submit(urb) == 0)
        {
            return true;
        }

        Unmap(urb);
        return false;
    }

    private void Completed(Urb urb)
    {
        Unmap(urb);
        if (urb.Status == 0 && urb.Actual > 0)
        {
            int count = Math.Min(urb.Actual, urb.Buffer.Length);
            _reader(urb.Buffer.AsReadOnlySpan()[..count].ToArray());
        }

        if (_running && !Submit(urb))
        {
            Log.Info("a bulk transfer was not taken again");
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
