using System;
using Devices;
using Hal;

namespace Drivers;

// A wrapper type for a disk write that is either committed to the queue or rolled back. The ref struct ends its share unless Commit
// handed it over; the queue's completions end those.
public ref struct WriteTransaction<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue;
    private readonly Shared<THal> _share;
    private bool _open;

    public WriteTransaction(Queue queue, DmaBuffer data)
    {
        _queue = queue;
        _share = new Shared<THal>(data, BufferDirection.DriverToDevice);
        _open = true;
    }

    public bool Commit()
    {
        if (!_open || !_queue.TryAdd(_share.Paddr, _share.Buffer))
        {
            return false;
        }

        _open = false;
        return true;
    }

    public void Dispose()
    {
        if (_open)
        {
            _open = false;
            _share.Unshare();
        }
    }
}

public sealed class TransactionalDisk<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new() { Free = 32 };

    public bool Write(DmaBuffer data, Func<bool> stillWanted)
    {
        using var transaction = new WriteTransaction<THal>(_queue, data);
        return stillWanted() && transaction.Commit();
    }

    public int Complete()
    {
        int count = 0;
        while (_queue.TryPop(out PhysAddr address, out DmaBuffer data))
        {
            THal.Unshare(address, data, BufferDirection.DriverToDevice);
            count++;
        }

        return count;
    }
}
