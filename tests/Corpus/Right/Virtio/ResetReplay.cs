using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux virtio drivers across a reset: what the device had not finished is ended and sent again after it. Before the replay every
// share is ended, so that the new ones are shares of their own.
public sealed class ReplayingQueue<THal>(Queue queue, VirtioTransport transport)
    where THal : struct, IHal
{
    private readonly List<(PhysAddr Address, DmaBuffer Buffer)> _pending = [];

    public bool Send(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        if (!queue.TryAdd(address, buffer))
        {
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
            return false;
        }

        _pending.Add((address, buffer));
        transport.Notify(0);
        return true;
    }

    public void Completed()
    {
        while (queue.TryPop(out PhysAddr address, out _))
        {
            int index = _pending.FindIndex(entry => entry.Address == address);
            if (index >= 0)
            {
                (PhysAddr shared, DmaBuffer buffer) = _pending[index];
                _pending.RemoveAt(index);
                THal.Unshare(shared, buffer, BufferDirection.DriverToDevice);
            }
        }
    }

    public int Recover()
    {
        transport.Reset();
        Completed();
        var again = new List<DmaBuffer>(_pending.Count);
        foreach (var (address, buffer) in _pending)
        {
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
            again.Add(buffer);
        }

        _pending.Clear();
        int replayed = 0;
        foreach (DmaBuffer buffer in again)
        {
            replayed += Send(buffer) ? 1 : 0;
        }

        return replayed;
    }
}
