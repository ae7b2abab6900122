using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A shadow frame buffer: rectangles that changed are uploaded line by line. Each line is shared while it is uploaded and drawn to again
// after it ended; merging touches the bookkeeping only.
public readonly record struct Area(int Left, int Top, int Width, int Height)
{
    public Area Join(Area other)
    {
        int left = Math.Min(Left, other.Left);
        int top = Math.Min(Top, other.Top);
        return new Area(
            left,
            top,
            Math.Max(Left + Width, other.Left + other.Width) - left,
            Math.Max(Top + Height, other.Top + other.Height) - top);
    }
}

public sealed class ShadowScreen<THal>(DmaBuffer pixels, int stride, Device screen)
    where THal : struct, IHal
{
    private Area? _dirty;

    public void Fill(Area area, byte value)
    {
        for (int y = area.Top; y < area.Top + area.Height; y++)
        {
            pixels.AsSpan().Slice(y * stride + area.Left, area.Width).Fill(value);
        }

        _dirty = _dirty is { } dirty ? dirty.Join(area) : area;
    }

    public bool Flush()
    {
        if (_dirty is not { Width: > 0, Height: > 0 } area)
        {
            return true;
        }

        for (int y = area.Top; y < area.Top + area.Height; y++)
        {
            DmaBuffer line = pixels.Slice(y * stride + area.Left, area.Width);
            if (!Upload(line, y, area.Left))
            {
                return false;
            }
        }

        _dirty = null;
        return true;
    }

    private bool Upload(DmaBuffer line, int y, int x)
    {
        PhysAddr address = THal.Share(line, DriverToDevice);
        screen.WriteRegister(0, (ulong)y << 16 | (uint)x);
        bool taken = screen.Start(address, line.Length) == 0;
        if (taken && !screen.Wait(20))
        {
            screen.Reset();
            taken = false;
        }

        THal.Unshare(address, line, DriverToDevice);
        return taken;
    }
}
