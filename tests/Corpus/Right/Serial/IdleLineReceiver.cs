using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A UART with idle-line detection: two receive buffers take turns, frames end at a pause. The channel is stopped before its buffer is
// ended, and the other one is started before the first is read.
public sealed class IdleLineReceiver<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SerialPort _port;
    private readonly PinnedBuffer _memory;
    private readonly DmaBuffer[] _halves;
    private PhysAddr _address;
    private int _active = -1;

    public IdleLineReceiver(SerialPort port, int frameBytes)
    {
        _port = port;
        _memory = new PinnedBuffer(2 * frameBytes);
        _halves = [_memory.Buffer.Slice(0, frameBytes), _memory.Buffer.Slice(frameBytes, frameBytes)];
    }

    public void Open()
    {
        if (_active < 0)
        {
            Begin(0);
        }
    }

    public int OnIdle(Span<byte> frame)
    {
        int finished = _active;
        if (finished < 0)
        {
            return 0;
        }

        int count = End();
        Begin(finished ^ 1);
        ReadOnlySpan<byte> bytes = _halves[finished].AsReadOnlySpan()[..count];
        int copied = Math.Min(count, frame.Length);
        bytes[..copied].CopyTo(frame);
        return copied;
    }

    public void Dispose()
    {
        if (_active >= 0)
        {
            End();
        }

        _memory.Dispose();
    }

    private void Begin(int half)
    {
        _address = THal.Share(_halves[half], DeviceToDriver);
        _active = half;
        _port.StartReceive(_address, _halves[half].Length);
    }

    private int End()
    {
        DmaBuffer half = _halves[_active];
        int count = Math.Clamp(_port.StopReceive(), 0, half.Length);
        THal.Unshare(_address, half, DeviceToDriver);
        _active = -1;
        return count;
    }
}
