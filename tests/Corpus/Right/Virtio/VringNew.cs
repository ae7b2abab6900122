using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "virtio_ring: Fix mem leak with vring_new_virtqueue()": the queue's memory was allocated by one step and lost
// when the next one could not make the queue.
public sealed class SplitRing<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _memory;
    private readonly ushort _size;

    private SplitRing(Dma<THal> memory, ushort size)
    {
        _memory = memory;
        _size = size;
    }

    public PhysAddr Used => _memory.PaddrAt((nuint)_size * 18);

    public static SplitRing<THal>? Create(VirtioTransport transport, int index, ushort size)
    {
        Dma<THal>? memory = Allocate(size);
        if (memory is null)
        {
            return null;
        }

        if (!transport.SetQueue(index, memory.Paddr, size))
        {
            memory.Dispose();
            return null;
        }

        return new SplitRing<THal>(memory, size);
    }

    public void Dispose() => _memory.Dispose();

    private static Dma<THal>? Allocate(ushort size)
    {
        for (nuint queue = size; queue >= 16; queue /= 2)
        {
            if (Dma<THal>.TryCreate(HalConstants.PagesFor(queue * 26), BufferDirection.Both, out Dma<THal>? memory))
            {
                return memory;
            }
        }

        return null;
    }
}
