using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Transmit out of a circular buffer that is mapped once: each run goes up to the head or to the end.</summary>
public sealed class UartTransmit<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Size = 4096;

    private readonly SerialPort _port;
    private readonly Dma<THal> _xmit = new(Size / HalConstants.PageSize, DriverToDevice);
    private readonly object _gate = new();
    private int _head;
    private int _tail;
    private int _running;

    public UartTransmit(SerialPort port) => _port = port;

    private int Pending => (_head - _tail) & (Size - 1);

    public int Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            int room = Size - 1 - Pending;
            int take = Math.Min(room, bytes.Length);
            Span<byte> ring = _xmit.AsSpan();
            for (int i = 0; i < take; i++)
            {
                ring[_head] = bytes[i];
                _head = (_head + 1) & (Size - 1);
            }

            StartLocked();
            return take;
        }
    }

    public void Completed()
    {
        lock (_gate)
        {
            _tail = (_tail + _running) & (Size - 1);
            _running = 0;
            StartLocked();
        }
    }

    private void StartLocked()
    {
        if (_running != 0 || Pending == 0)
        {
            return;
        }

        int end = _head >= _tail ? _head : Size;
        _running = end - _tail;
        _port.StartTransmit(_xmit.PaddrAt((nuint)_tail), _running);
    }

    public void Dispose()
    {
        SpinWait.SpinUntil(() => _port.TransmitIdle);
        _xmit.Dispose();
    }
}
