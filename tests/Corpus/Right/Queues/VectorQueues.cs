using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like multi-queue devices: one queue with a ring and a vector for each CPU, fewer where vectors are scarce. Opening goes on with what
// it got if that is at least one; what it cannot use is closed at once.
public sealed class VectorQueues<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly record struct OpenQueue(Dma<THal> Ring, InterruptLine Line);

    private readonly List<OpenQueue> _open = [];
    private readonly VirtioTransport _transport;

    private VectorQueues(VirtioTransport transport) => _transport = transport;

    public int Count => _open.Count;

    public static VectorQueues<THal>? TryOpen(VirtioTransport transport, IEnumerable<InterruptLine> lines)
    {
        var queues = new VectorQueues<THal>(transport);
        foreach (InterruptLine line in lines)
        {
            if (!queues.TryAdd(line))
            {
                break;
            }
        }

        return queues.Count > 0 ? queues : null;
    }

    public void Dispose()
    {
        _transport.Reset();
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            _open[i].Line.Detach();
            _open[i].Ring.Dispose();
        }

        _open.Clear();
    }

    private bool TryAdd(InterruptLine line)
    {
        int index = _open.Count;
        if (!line.TryAttach(() => _transport.Used(index)))
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(3, BufferDirection.Both, out var ring))
        {
            line.Detach();
            return false;
        }

        if (!_transport.SetQueue(index, ring.Paddr, 128))
        {
            line.Detach();
            ring.Dispose();
            return false;
        }

        _open.Add(new OpenQueue(ring, line));
        return true;
    }
}
