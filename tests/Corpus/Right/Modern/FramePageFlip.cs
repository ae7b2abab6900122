using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Page flipping: front and back are shared for good and trade places by address.
public sealed class FramePageFlip<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _display;
    private readonly Dma<THal> _memory;
    private bool _second;

    public FramePageFlip(Device display, nuint pagesPerFrame)
    {
        _display = display;
        _memory = new Dma<THal>(pagesPerFrame * 2, Both);
        display.Program(_memory.Paddr, (int)_memory.Length / 2);
    }

    private nuint FrameBytes => _memory.Length / 2;

    public void Draw(ReadOnlySpan<byte> pixels)
    {
        nuint offset = _second ? 0 : FrameBytes;
        pixels[..Math.Min(pixels.Length, (int)FrameBytes)].CopyTo(_memory.Slice(offset, (int)FrameBytes).AsSpan());
        _display.Program(_memory.PaddrAt(offset), (int)FrameBytes);
        _second = !_second;
    }

    public void Dispose()
    {
        _display.Reset();
        _memory.Dispose();
    }
}
