using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A playback stream: the application writes periods ahead of the hardware's position.</summary>
public sealed class PcmPlayback<THal> : IDisposable
    where THal : struct, IHal
{
    private enum State
    {
        Open,
        Prepared,
        Running,
        Draining,
        Closed,
    }

    private readonly Device _codec;
    private Dma<THal>? _buffer;
    private State _state = State.Open;
    private nuint _written;

    public PcmPlayback(Device codec) => _codec = codec;

    public void Prepare(nuint bytes)
    {
        if (_state is State.Running or State.Draining)
        {
            throw new InvalidOperationException("the stream runs");
        }

        Dma<THal> fresh = new(HalConstants.PagesFor(bytes), Both);
        Dma<THal>? old = Interlocked.Exchange(ref _buffer, fresh);
        old?.Dispose();
        _written = 0;
        _state = State.Prepared;
    }

    public int Write(ReadOnlySpan<byte> samples)
    {
        if (_buffer is not { } buffer)
        {
            return -32;
        }

        nuint hardware = _codec.ReadRegister(4) % buffer.Length;
        nuint start = _written % buffer.Length;
        nuint room = (hardware + buffer.Length - start - 1) % buffer.Length;
        int count = (int)Math.Min((nuint)samples.Length, room);
        int first = (int)Math.Min((nuint)count, buffer.Length - start);
        Span<byte> all = buffer.AsSpan();
        samples[..first].CopyTo(all[(int)start..]);
        samples[first..count].CopyTo(all);
        _written += (nuint)count;
        if (_state == State.Prepared && _written >= buffer.Length / 2)
        {
            _codec.Program(buffer.Paddr, (int)buffer.Length);
            _codec.Kick();
            _state = State.Running;
        }

        return count;
    }

    public void Dispose()
    {
        if (_state == State.Closed)
        {
            return;
        }

        if (_state is State.Running or State.Draining)
        {
            _codec.Reset();
        }

        _state = State.Closed;
        _buffer?.Dispose();
        _buffer = null;
    }
}
