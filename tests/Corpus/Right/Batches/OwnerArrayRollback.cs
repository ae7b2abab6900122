using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>One ring for each queue of a device; either all queues come up or none.</summary>
public sealed class QueueSet<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal>[] _rings;
    private readonly VirtioTransport _transport;

    private QueueSet(VirtioTransport transport, Dma<THal>[] rings)
    {
        _transport = transport;
        _rings = rings;
    }

    public static QueueSet<THal>? Create(VirtioTransport transport, int queues, nuint pages)
    {
        var rings = new Dma<THal>[queues];
        int up = 0;
        while (up < queues)
        {
            if (!Dma<THal>.TryCreate(pages, Both, out Dma<THal>? ring))
            {
                break;
            }

            rings[up++] = ring;
            if (!transport.SetQueue(up - 1, ring.Paddr, 256))
            {
                break;
            }
        }

        if (up == queues && !transport.Broken)
        {
            return new QueueSet<THal>(transport, rings);
        }

        transport.Reset();
        for (int q = 0; q < up; q++)
        {
            rings[q].Dispose();
        }

        return null;
    }

    public void Dispose()
    {
        _transport.Reset();
        Array.ForEach(_rings, static ring => ring.Dispose());
    }
}
