using System;
using System.Collections.Concurrent;
using Devices;
using Hal;

namespace Drivers;

// Cancelling USB transfers: a dictionary of those in flight, from which completion and cancel both take. Whoever takes the entry out
// ends its mapping, so it ends exactly once under both orders.
public sealed class TransferTable<THal>
    where THal : struct, IHal
{
    private readonly UsbHost _host;
    private readonly ConcurrentDictionary<Urb, Shared<THal>> _active = new();

    public TransferTable(UsbHost host) => _host = host;

    public int Submit(Urb urb)
    {
        ArgumentNullException.ThrowIfNull(urb);
        if (_active.ContainsKey(urb))
        {
            return -16;
        }

        var share = new Shared<THal>(urb.Buffer, urb.IsIn ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice);
        urb.Address = share.Paddr;
        _active[urb] = share;
        int error = _host.Submit(urb);
        if (error != 0 && _active.TryRemove(urb, out Shared<THal> mine))
        {
            mine.Unshare();
        }

        return error;
    }

    public void Complete(Urb urb)
    {
        if (_active.TryRemove(urb, out Shared<THal> share))
        {
            share.Unshare();
            urb.Complete?.Invoke(urb);
        }
    }

    public bool Cancel(Urb urb)
    {
        _host.Kill(urb);
        if (!_active.TryRemove(urb, out Shared<THal> share))
        {
            return false;
        }

        share.Unshare();
        urb.Status = -104;
        return true;
    }

    public void CancelAll()
    {
        foreach (Urb urb in _active.Keys)
        {
            Cancel(urb);
        }
    }
}
