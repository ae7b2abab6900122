using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A display on SPI: the frame is sent line by line from two line buffers.</summary>
public sealed class SpiDisplay<THal>(SpiController spi) : IDisposable
    where THal : struct, IHal
{
    private const int LineBytes = 480;

    private readonly PinnedBuffer _even = new(LineBytes);
    private readonly PinnedBuffer _odd = new(LineBytes);

    public bool Show(ReadOnlySpan<ushort> frame, int lines)
    {
        Shared<THal>? running = null;
        bool good = true;
        for (int y = 0; good && y < lines; y++)
        {
            DmaBuffer line = ((y & 1) == 0 ? _even : _odd).Buffer;
            MemoryMarshal.AsBytes(frame.Slice(y * LineBytes / 2, LineBytes / 2)).CopyTo(line.AsSpan());
            var next = new Shared<THal>(line, DriverToDevice);
            good = Finish(running) && spi.Start(next.Paddr, default, LineBytes) == 0;
            if (good)
            {
                running = next;
            }
            else
            {
                next.Unshare();
                running = null;
            }
        }

        return Finish(running) && good;
    }

    private bool Finish(Shared<THal>? running)
    {
        if (running is not { } line)
        {
            return true;
        }

        bool idle = spi.WaitIdle(20);
        if (!idle)
        {
            spi.Abort();
        }

        line.Unshare();
        return idle;
    }

    public void Dispose()
    {
        _odd.Dispose();
        _even.Dispose();
    }
}
