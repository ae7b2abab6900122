using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A cyclic transfer over periods; the position runs around by a modulo.</summary>
public sealed unsafe class CyclicTransfer<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private DmaAllocation _buffer;
    private nuint _pages;
    private int _periodBytes;
    private int _periods;
    private int _position;

    public int Prepare(int periodBytes, int periods)
    {
        if (_buffer.Paddr != default)
        {
            return -16;
        }

        nuint bytes = (nuint)periodBytes * (nuint)periods;
        if (bytes == 0)
        {
            return -22;
        }

        _pages = HalConstants.PagesFor(bytes);
        _buffer = THal.DmaAlloc(_pages, DeviceToDriver);
        if (_buffer.Paddr == default)
        {
            return -12;
        }

        _periodBytes = periodBytes;
        _periods = periods;
        _position = 0;
        return 0;
    }

    public bool StartPeriod(PhysAddr fifo)
    {
        int offset = _position * _periodBytes;
        return engine.Submit(fifo, _buffer.Paddr + offset, _periodBytes) >= 0;
    }

    public ReadOnlySpan<byte> PeriodElapsed()
    {
        var period = new ReadOnlySpan<byte>(_buffer.Vaddr + _position * _periodBytes, _periodBytes);
        _position = (_position + 1) % _periods;
        return period;
    }

    public int Terminate()
    {
        engine.Terminate();
        DmaAllocation buffer = _buffer;
        if (buffer.Paddr == default)
        {
            return 0;
        }

        _buffer = default;
        return THal.DmaDealloc(buffer.Paddr, buffer.Vaddr, _pages);
    }
}
