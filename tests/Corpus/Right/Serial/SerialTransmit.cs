using System;
using Devices;
using Hal;

namespace Drivers;

// A serial port that sends from a circular buffer: the contiguous part that is ready is shared and sent. Writers add behind the shared
// part only, and the part's share ends before the next one starts.
public sealed class SerialTransmitter<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Size = 4096;

    private readonly SerialPort _port;
    private readonly object _gate = new();
    private readonly PinnedBuffer _memory = new(Size);
    private Shared<THal> _sending;
    private bool _isSending;
    private int _head;
    private int _tail;

    public SerialTransmitter(SerialPort port) => _port = port;

    public int Write(ReadOnlySpan<byte> text)
    {
        lock (_gate)
        {
            int count = 0;
            while (count < text.Length && (_head + 1) % Size != _tail)
            {
                _memory.Buffer[_head] = text[count++];
                _head = (_head + 1) % Size;
            }

            StartNext();
            return count;
        }
    }

    public void OnTransmitIdle()
    {
        lock (_gate)
        {
            Finish();
            StartNext();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            while (_isSending && !_port.TransmitIdle)
            {
            }

            Finish();
            _memory.Dispose();
        }
    }

    private void StartNext()
    {
        if (_isSending || _head == _tail)
        {
            return;
        }

        int end = _head > _tail ? _head : Size;
        DmaBuffer part = _memory.Buffer.Slice(_tail, end - _tail);
        _sending = new Shared<THal>(part, BufferDirection.DriverToDevice);
        _isSending = true;
        _port.StartTransmit(_sending.Paddr, part.Length);
    }

    private void Finish()
    {
        if (_isSending)
        {
            _isSending = false;
            _sending.Unshare();
            _tail = (_tail + _sending.Buffer.Length) % Size;
            _sending = default;
        }
    }
}
