using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like PulseAudio's timer-based scheduling: one large buffer is rewritten just in front of the hardware's pointer. Memory that both
// touch at once is DMA memory; the write is cut in two where it passes the end.
public sealed class TimerMixer<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _codec;
    private readonly Dma<THal> _buffer = new(16, BufferDirection.DriverToDevice);
    private int _write;

    public TimerMixer(Device codec)
    {
        _codec = codec;
        _codec.Program(_buffer.Paddr, (int)_buffer.Length);
    }

    private int Size => (int)_buffer.Length;

    public int Write(ReadOnlySpan<byte> samples)
    {
        int space = Space();
        if (samples.Length > space)
        {
            samples = samples[..space];
        }

        Span<byte> ring = _buffer.AsSpan();
        int first = Math.Min(samples.Length, Size - _write);
        samples[..first].CopyTo(ring[_write..]);
        samples[first..].CopyTo(ring);
        _write = (_write + samples.Length) % Size;
        Thread.MemoryBarrier();
        return samples.Length;
    }

    public void Rewind(int bytes)
    {
        int queued = Size - 1 - Space();
        _write = (_write - Math.Clamp(bytes, 0, queued) + Size) % Size;
    }

    public void Dispose()
    {
        _codec.Reset();
        _buffer.Dispose();
    }

    private int Space()
    {
        int read = (int)(_codec.ReadRegister(0x48) % (uint)Size);
        return (read - _write - 1 + Size) % Size;
    }
}
