using System;
using Devices;
using Hal;

namespace Drivers;

// A factory makes a ring and hands it to a queue object that says it takes it over. Until the hand-over the factory is the owner, from
// it on the queue is, and its Dispose gives it back.
public sealed class OwnedQueue<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _ring;
    private readonly Device _device;

    public OwnedQueue(Device device, [TransfersOwnership] Dma<THal> ring)
    {
        _device = device;
        _ring = ring;
    }

    public void Dispose()
    {
        _device.Reset();
        _ring.Dispose();
    }
}

public static class QueueFactory<THal>
    where THal : struct, IHal
{
    public static OwnedQueue<THal>? Create(Device device, nuint pages)
    {
        var ring = new Dma<THal>(pages, BufferDirection.Both);
        bool handedOver = false;
        try
        {
            if (!device.Ready)
            {
                return null;
            }

            device.Program(ring.Paddr, (int)ring.Length);
            if (device.Status != 0)
            {
                device.Reset();
                return null;
            }

            var queue = new OwnedQueue<THal>(device, ring);
            handedOver = true;
            return queue;
        }
        finally
        {
            if (!handedOver)
            {
                ring.Dispose();
            }
        }
    }
}
