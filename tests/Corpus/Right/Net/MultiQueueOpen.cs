using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Bringing a multi-queue network interface up: one descriptor ring and one status block for each queue. When a queue cannot be made,
// those before it are torn down in the opposite order and Open reports it.
public sealed class MultiQueueInterface<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport;
    private readonly List<QueueMemory> _queues = new();

    public MultiQueueInterface(VirtioTransport transport) => _transport = transport;

    public int Open(int count)
    {
        for (int i = 0; i < count; i++)
        {
            int error = OpenQueue(i);
            if (error != 0)
            {
                Close();
                return error;
            }
        }

        return 0;
    }

    public void Close()
    {
        _transport.Reset();
        for (int i = _queues.Count - 1; i >= 0; i--)
        {
            _queues[i].Status.Dispose();
            _queues[i].Ring.Dispose();
        }

        _queues.Clear();
    }

    private int OpenQueue(int index)
    {
        if (!Dma<THal>.TryCreate(2, BufferDirection.Both, out Dma<THal>? ring))
        {
            return -12;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.DeviceToDriver, out Dma<THal>? status))
        {
            ring.Dispose();
            return -12;
        }

        if (!_transport.SetQueue(index, ring.Paddr, 256))
        {
            status.Dispose();
            ring.Dispose();
            return -5;
        }

        _queues.Add(new QueueMemory(ring, status));
        return 0;
    }

    private readonly record struct QueueMemory(Dma<THal> Ring, Dma<THal> Status);
}
