using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Requests that time out are not taken back until the device lets them go: they wait in quarantine.</summary>
public sealed class QuarantiningQueue<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    private readonly PriorityQueue<Shared<THal>, long> _running = new();
    private readonly List<Shared<THal>> _quarantine = [];

    public bool Submit(DmaBuffer buffer, BufferDirection direction, TimeSpan limit)
    {
        var shared = new Shared<THal>(buffer, direction);
        if (queue.AddOverflows(shared.Paddr, buffer))
        {
            shared.Unshare();
            return false;
        }

        _running.Enqueue(shared, Environment.TickCount64 + (long)limit.TotalMilliseconds);
        return true;
    }

    public int Sweep()
    {
        int late = 0;
        while (_running.TryPeek(out Shared<THal> oldest, out long due))
        {
            if (queue.TryFinish(oldest.Paddr))
            {
                _running.Dequeue();
                oldest.Unshare();
                continue;
            }

            if (due > Environment.TickCount64)
            {
                break;
            }

            _running.Dequeue();
            if (queue.TryCancel(oldest.Paddr))
            {
                oldest.Unshare();
            }
            else
            {
                _quarantine.Add(oldest);
            }

            late++;
        }

        for (int i = _quarantine.Count - 1; i >= 0; i--)
        {
            if (queue.TryFinish(_quarantine[i].Paddr))
            {
                _quarantine[i].Unshare();
                _quarantine.RemoveAt(i);
            }
        }

        return late;
    }
}
