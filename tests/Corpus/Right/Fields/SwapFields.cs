using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A ping-pong receiver keeps a current and a next buffer, which change places with each interrupt.</summary>
public sealed class PingPong<THal>
    where THal : struct, IHal
{
    private readonly SpiController _spi;
    private DmaBuffer _currentBuffer;
    private DmaBuffer _nextBuffer;
    private PhysAddr _current;
    private PhysAddr _next;

    public PingPong(SpiController spi, DmaBuffer first, DmaBuffer second)
    {
        _spi = spi;
        _currentBuffer = first;
        _nextBuffer = second;
        _current = THal.Share(_currentBuffer, DeviceToDriver);
        _next = THal.Share(_nextBuffer, DeviceToDriver);
        _spi.SetReceive(_current, _currentBuffer.Length);
        _spi.SetReceive(_next, _nextBuffer.Length);
        _spi.Run();
    }

    public void OnInterrupt(Action<DmaBuffer> full)
    {
        THal.Unshare(_current, _currentBuffer, DeviceToDriver);
        DmaBuffer filled = _currentBuffer;
        (_current, _next) = (_next, default);
        (_currentBuffer, _nextBuffer) = (_nextBuffer, filled);
        full(filled);
        _next = THal.Share(_nextBuffer, DeviceToDriver);
        _spi.SetReceive(_next, _nextBuffer.Length);
    }

    public void Stop()
    {
        _spi.Abort();
        THal.Unshare(_current, _currentBuffer, DeviceToDriver);
        if (_next != default)
        {
            THal.Unshare(_next, _nextBuffer, DeviceToDriver);
        }

        _current = _next = default;
    }
}
