using System;
using Devices;
using Hal;

namespace Drivers;

// A circular sound buffer that the device reads for ever: the driver fills what was played. The ring is DMA memory of both sides, so
// nothing is shared; it is stopped before it is given back.
public sealed class CircularPlayback<THal> : IDisposable
    where THal : struct, IHal
{
    private const int PositionRegister = 0x08;
    private readonly Device _codec;
    private readonly Dma<THal> _ring;
    private int _filled;
    private bool _running;

    public CircularPlayback(Device codec, nuint pages)
    {
        _codec = codec;
        _ring = new Dma<THal>(pages, BufferDirection.Both);
    }

    public int Write(ReadOnlySpan<byte> samples)
    {
        Span<byte> ring = _ring.AsSpan();
        int played = _running ? (int)(_codec.ReadRegister(PositionRegister) % (uint)ring.Length) : 0;
        int space = (played - _filled - 1 + ring.Length) % ring.Length;
        int count = Math.Min(space, samples.Length);
        int first = Math.Min(count, ring.Length - _filled);
        samples[..first].CopyTo(ring[_filled..]);
        samples[first..count].CopyTo(ring);
        _filled = (_filled + count) % ring.Length;
        if (!_running && count > 0)
        {
            _codec.Program(_ring.Paddr, ring.Length);
            _codec.Kick();
            _running = true;
        }

        return count;
    }

    public void Dispose()
    {
        if (_running)
        {
            _codec.Reset();
            _running = false;
        }

        _ring.Dispose();
    }
}
