using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// One interrupt line for several rings; the handler finds out whose it was. Each ring's table belongs to its handler, and unregistering
// drains the ring before the handler goes.
public sealed class EventRouter<THal>
    where THal : struct, IHal
{
    private sealed class Handler(Ring ring)
    {
        public Ring Ring { get; } = ring;

        public SortedDictionary<int, (Shared<THal> Share, Action<int> Done)> Pending { get; } = new();
    }

    private readonly Dictionary<int, Handler> _handlers = new();

    public void Register(int vector, Ring ring) => _handlers.Add(vector, new Handler(ring));

    public bool Post(int vector, DmaBuffer memory, Action<int> done)
    {
        if (!_handlers.TryGetValue(vector, out Handler? handler))
        {
            return false;
        }

        var share = new Shared<THal>(memory, DeviceToDriver);
        if (!handler.Ring.TryPost(share.Paddr, memory.Length, out int index))
        {
            share.Unshare();
            return false;
        }

        handler.Pending[index] = (share, done);
        return true;
    }

    public void Interrupt(uint causes)
    {
        foreach ((int vector, Handler handler) in _handlers)
        {
            if ((causes & 1u << vector) == 0)
            {
                continue;
            }

            while (handler.Ring.TryTake(out int index, out int written))
            {
                if (handler.Pending.Remove(index, out var entry))
                {
                    entry.Share.Unshare();
                    entry.Done(written);
                }
            }
        }
    }

    public void Unregister(int vector)
    {
        if (_handlers.Remove(vector, out Handler? handler))
        {
            handler.Ring.Stop();
            foreach ((Shared<THal> share, Action<int> done) in handler.Pending.Values)
            {
                share.Unshare();
                done(-1);
            }

            handler.Pending.Clear();
        }
    }
}
