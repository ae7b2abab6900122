using System;
using Hal;

namespace Drivers;

// A playback buffer with a hardware pointer, filled ahead of the device. The ring is DMA memory, the position that the device reports is
// checked before it is used as an offset.
internal sealed unsafe class PlaybackPointer<THal>
    where THal : struct, IHal
{
    private const int Pages = 4;
    private const nuint BaseRegister = 0x00;
    private const nuint ControlRegister = 0x08;
    private const nuint PositionRegister = 0x0C;

    private readonly MmioRegion _stream;
    private Dma<THal>? _ring;
    private int _written;

    public PlaybackPointer(MmioRegion stream) => _stream = stream;

    public void Prepare()
    {
        Release();
        _ring = new Dma<THal>(Pages, BufferDirection.DriverToDevice);
        _written = 0;
        _stream.Write64(BaseRegister, _ring.Paddr.Value);
    }

    public void Trigger(bool start) => _stream.Write32(ControlRegister, start ? 1u : 0u);

    public int Write(ReadOnlySpan<byte> samples)
    {
        if (_ring is null)
        {
            return 0;
        }

        Span<byte> ring = _ring.AsSpan();
        var position = (int)_stream.Read32(PositionRegister);
        if ((uint)position >= (uint)ring.Length)
        {
            return 0;
        }

        int space = (position - _written - 1 + ring.Length) % ring.Length;
        int count = Math.Min(space, samples.Length);
        int first = Math.Min(count, ring.Length - _written);
        samples[..first].CopyTo(ring[_written..]);
        samples[first..count].CopyTo(ring);
        _written = (_written + count) % ring.Length;
        return count;
    }

    public void Release()
    {
        if (_ring is null)
        {
            return;
        }

        Trigger(false);
        _stream.Write64(BaseRegister, 0);
        _ring.Dispose();
        _ring = null;
    }
}
