using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An industrial field bus: one process image for each cycle, two images that take turns. The image being written by the driver is never
// the one that the device has.
public sealed class ProcessImage<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _bus;
    private readonly DmaBuffer[] _images;
    private readonly PinnedBuffer _memory;
    private Shared<THal> _onBus;
    private int _next;

    public ProcessImage(Device bus, int bytes)
    {
        _bus = bus;
        _memory = new PinnedBuffer(2 * bytes);
        _images = [_memory.Buffer.Slice(0, bytes), _memory.Buffer.Slice(bytes, bytes)];
    }

    public bool Cycle(ReadOnlySpan<byte> outputs)
    {
        DmaBuffer image = _images[_next];
        outputs[..Math.Min(outputs.Length, image.Length)].CopyTo(image.AsSpan());
        if (!EndCycle())
        {
            return false;
        }

        var shared = new Shared<THal>(image, DriverToDevice);
        if (!_bus.Submit(shared.Paddr, image.Length))
        {
            shared.Unshare();
            return false;
        }

        _onBus = shared;
        _next ^= 1;
        return true;
    }

    public void Dispose()
    {
        if (!EndCycle())
        {
            _bus.Reset();
            _onBus.Unshare();
            _onBus = default;
        }

        _memory.Dispose();
    }

    private bool EndCycle()
    {
        if (_onBus.Buffer.IsEmpty)
        {
            return true;
        }

        if (!_bus.Wait(4))
        {
            return false;
        }

        _onBus.Unshare();
        _onBus = default;
        return true;
    }
}
