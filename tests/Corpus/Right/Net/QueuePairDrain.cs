using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux ib_drain_qp: a queue pair is moved to the error state, and then everything outstanding is flushed. The ring is stopped
// before the outstanding shares end, each once, in the order of posting.
public sealed class QueuePair<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly Queue<Shared<THal>> _outstanding = new();
    private bool _inError;

    public int Outstanding => _outstanding.Count;

    public bool Send(DmaBuffer message)
    {
        if (_inError)
        {
            return false;
        }

        var share = new Shared<THal>(message, BufferDirection.DriverToDevice);
        if (!ring.TryPost(share.Paddr, message.Length, out _))
        {
            share.Unshare();
            return false;
        }

        _outstanding.Enqueue(share);
        ring.Doorbell();
        return true;
    }

    public void Poll()
    {
        while (_outstanding.Count > 0 && ring.TryTake(out _, out _))
        {
            _outstanding.Dequeue().Unshare();
        }
    }

    public void Drain()
    {
        if (_inError)
        {
            return;
        }

        _inError = true;
        ring.Stop();
        while (_outstanding.TryDequeue(out Shared<THal> share))
        {
            share.Unshare();
        }
    }
}
