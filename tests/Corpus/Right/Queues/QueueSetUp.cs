using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A controller with a queue for each core: rings are made in a loop, some of which may be refused. Fewer queues than wanted are fine,
// none is an error, and a half made queue is given back where it is made.
public sealed class CoreQueues<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport;
    private readonly List<Dma<THal>> _rings = new();

    public CoreQueues(VirtioTransport transport) => _transport = transport;

    public int Count => _rings.Count;

    public bool Open(int wanted)
    {
        for (int index = _rings.Count; index < wanted; index++)
        {
            if (TryMakeRing(index) is not { } ring)
            {
                break;
            }

            _rings.Add(ring);
        }

        return _rings.Count > 0;
    }

    public void Dispose()
    {
        _transport.Reset();
        foreach (Dma<THal> ring in _rings)
        {
            ring.Dispose();
        }

        _rings.Clear();
    }

    private Dma<THal>? TryMakeRing(int index)
    {
        if (!Dma<THal>.TryCreate(2, Both, out Dma<THal>? ring))
        {
            return null;
        }

        if (_transport.SetQueue(index, ring.Paddr, 128))
        {
            return ring;
        }

        ring.Dispose();
        return null;
    }
}
