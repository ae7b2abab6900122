using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (mps): the queue is allocated DeviceToDriver, and the driver presets it with ones.
public sealed unsafe class MpsReplyQueue<THal>(Device controller) : IDisposable
    where THal : struct, IHal
{
    private const byte Unused = 0xff;
    private const int DescriptorSize = 8;

    private Dma<THal>? _queue;
    private int _index;

    public void Initialize()
    {
        if (_queue is not null)
        {
            return;
        }

        var queue = new Dma<THal>(2, DeviceToDriver);
        queue.AsSpan().Fill(Unused); //! HAL2011
        controller.Program(queue.Paddr, (int)queue.Length);
        _index = 0;
        _queue = queue;
    }

    public bool TryNext(out ulong reply)
    {
        reply = ulong.MaxValue;
        if (_queue is null)
        {
            return false;
        }

        reply = *_queue.Pointer<ulong>((nuint)(_index * DescriptorSize));
        if (reply == ulong.MaxValue)
        {
            return false;
        }

        _index = (_index + 1) % ((int)_queue.Length / DescriptorSize);
        return true;
    }

    public void Dispose()
    {
        controller.Reset();
        _queue?.Dispose();
        _queue = null;
    }
}
