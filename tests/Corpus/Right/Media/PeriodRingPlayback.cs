using System;
using Devices;
using Hal;

namespace Drivers;

// Playback of sound over a ring of periods in DMA memory: the application writes ahead of the device. The ring needs no share, writes
// stay within it, and the stream is stopped before it is given back.
public sealed class PlaybackStream<THal> : IDisposable
    where THal : struct, IHal
{
    private const int PositionRegister = 4;
    private const int ControlRegister = 0;

    private readonly Device _codec;
    private readonly Dma<THal> _ring;
    private readonly int _bytes;
    private int _write;

    public PlaybackStream(Device codec, int periods, int periodBytes)
    {
        _codec = codec;
        _bytes = checked(periods * periodBytes);
        _ring = new Dma<THal>(HalConstants.PagesFor((nuint)_bytes), BufferDirection.DriverToDevice);
        _codec.Program(_ring.Paddr, _bytes);
    }

    public int Underruns { get; private set; }

    public void Start() => _codec.WriteRegister(ControlRegister, 1);

    public int Write(ReadOnlySpan<byte> samples)
    {
        int total = 0;
        Span<byte> ring = _ring.AsSpan()[.._bytes];
        while (!samples.IsEmpty)
        {
            int room = Room();
            int count = Math.Min(Math.Min(samples.Length, room), _bytes - _write);
            if (count <= 0)
            {
                break;
            }

            samples[..count].CopyTo(ring.Slice(_write, count));
            samples = samples[count..];
            _write = (_write + count) % _bytes;
            total += count;
        }

        return total;
    }

    public void Dispose()
    {
        _codec.WriteRegister(ControlRegister, 0);
        _codec.Reset();
        _ring.Dispose();
    }

    private int Room()
    {
        int position = (int)(_codec.ReadRegister(PositionRegister) % (uint)_bytes);
        if (position == _write)
        {
            Underruns++;
        }

        return (position - _write - 1 + _bytes) % _bytes;
    }
}
