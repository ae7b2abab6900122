using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Hermit (virtio-net): where the transport refuses the queue its memory is given back.
internal sealed class QueueFactory<THal>(VirtioTransport transport)
    where THal : struct, IHal
{
    private sealed record SplitQueue(int Index, int Size, Dma<THal> Memory) : IDisposable
    {
        public void Dispose() => Memory.Dispose();
    }

    private SplitQueue? _control;

    public bool OpenControl(int index)
    {
        if (_control is not null)
        {
            return true;
        }

        SplitQueue queue = Make(index, 64);
        if (!transport.SetQueue(queue.Index, queue.Memory.Paddr, queue.Size))
        {
            transport.Reset();
            queue.Dispose();
            return false;
        }

        _control = queue;
        return true;
    }

    public void Close()
    {
        transport.Reset();
        _control?.Dispose();
        _control = null;
    }

    private static SplitQueue Make(int index, int size)
    {
        nuint bytes = (nuint)size * 16 + (nuint)size * 10 + 12;
        return new SplitQueue(index, size, new Dma<THal>(HalConstants.PagesFor(bytes), Both));
    }
}
