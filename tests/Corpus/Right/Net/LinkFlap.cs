using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux bonding: when a link goes down, what is queued on it moves to the other port. The share stays one and the same while it
// moves, and is enqueued on exactly one port at a time.
public sealed class FailoverTransmit<THal>(VendorQueue first, VendorQueue second)
    where THal : struct, IHal
{
    private readonly Dictionary<Shared<THal>, VendorQueue> _queued = [];

    public bool Send(DmaBuffer frame)
    {
        var share = new Shared<THal>(frame, BufferDirection.DriverToDevice);
        VendorQueue port = first.Free >= second.Free ? first : second;
        if (port.AddOverflows(share.Paddr, frame))
        {
            share.Unshare();
            return false;
        }

        _queued.Add(share, port);
        return true;
    }

    public int LinkDown(VendorQueue down)
    {
        VendorQueue up = ReferenceEquals(down, first) ? second : first;
        int dropped = 0;
        foreach (var (share, port) in new List<KeyValuePair<Shared<THal>, VendorQueue>>(_queued))
        {
            if (!ReferenceEquals(port, down) || !down.TryCancel(share.Paddr))
            {
                continue;
            }

            if (up.AddOverflows(share.Paddr, share.Buffer))
            {
                _queued.Remove(share);
                share.Unshare();
                dropped++;
            }
            else
            {
                _queued[share] = up;
            }
        }

        return dropped;
    }

    public void Reap()
    {
        foreach (var (share, port) in new List<KeyValuePair<Shared<THal>, VendorQueue>>(_queued))
        {
            if (port.TryFinish(share.Paddr))
            {
                _queued.Remove(share);
                share.Unshare();
            }
        }
    }
}
