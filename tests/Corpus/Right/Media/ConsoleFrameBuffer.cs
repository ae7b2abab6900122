using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A frame buffer for the console; a mode that needs no more memory keeps it, another gets a new one first.</summary>
public sealed class FrameBuffer<THal>(Device display) : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _current;
    private int _pitch;

    public bool SetMode(int width, int height, int bitsPerPixel)
    {
        int pitch = ((width * bitsPerPixel + 7) / 8 + 63) & ~63;
        nuint bytes = (nuint)pitch * (nuint)height;
        if (bytes == 0)
        {
            return false;
        }

        Dma<THal>? old = _current;
        if (old is null || old.Length < bytes)
        {
            if (!Dma<THal>.TryCreate(HalConstants.PagesFor(bytes), BufferDirection.DriverToDevice, out Dma<THal>? fresh))
            {
                return false;
            }

            _current = fresh;
        }
        else
        {
            old = null;
        }

        _pitch = pitch;
        display.Program(_current!.Paddr, pitch * height);
        if (display.Wait(20))
        {
            old?.Dispose();
        }
        else
        {
            old?.Abandon(); // the display may still read it
        }

        return true;
    }

    public void Put(int x, int y, uint color)
    {
        if (_current is { } memory)
        {
            BitConverter.TryWriteBytes(memory.AsSpan().Slice(y * _pitch + x * 4, 4), color);
        }
    }

    public void Dispose()
    {
        display.Reset();
        _current?.Dispose();
        _current = null;
    }
}
