using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Requests by their deadline in a priority queue; a set says which of them are still the queue's.
public sealed class PriorityDeadlines<THal>(Device device)
    where THal : struct, IHal
{
    private readonly PriorityQueue<int, long> _deadlines = new();
    private readonly Dictionary<int, Shared<THal>> _live = [];
    private int _next;

    public int Start(DmaBuffer buffer, long deadline)
    {
        var share = new Shared<THal>(buffer, Both);
        if (device.Start(share.Paddr, buffer.Length) is var error and < 0)
        {
            share.Unshare();
            return error;
        }

        _live[++_next] = share;
        _deadlines.Enqueue(_next, deadline);
        return _next;
    }

    public void Complete(int id)
    {
        if (_live.Remove(id, out var share))
        {
            share.Unshare();
        }
    }

    public int Expire(long now)
    {
        int expired = 0;
        while (_deadlines.TryPeek(out int id, out long deadline) && deadline <= now)
        {
            _deadlines.Dequeue();
            if (!_live.Remove(id, out var share))
            {
                continue;
            }

            if (expired++ == 0)
            {
                device.Reset();
            }

            share.Unshare();
        }

        return expired;
    }
}
