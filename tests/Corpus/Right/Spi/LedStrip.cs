using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A strip of LEDs on an SPI line: colours are encoded into a frame that the controller sends.</summary>
public sealed class LedStrip<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SpiController _spi;
    private readonly PinnedBuffer _frame;
    private readonly PinnedBuffer _ignored;
    private readonly int _count;

    public LedStrip(SpiController spi, int count)
    {
        _spi = spi;
        _count = count;
        _frame = new PinnedBuffer(count * 4 + 8);
        _ignored = new PinnedBuffer(count * 4 + 8);
    }

    public bool Show(ReadOnlySpan<(byte Red, byte Green, byte Blue)> colours)
    {
        DmaBuffer frame = _frame.Buffer;
        Span<byte> bytes = frame.AsSpan();
        bytes.Clear();
        int at = 4;
        foreach ((byte red, byte green, byte blue) in colours[..Math.Min(colours.Length, _count)])
        {
            bytes[at++] = 0xFF;
            bytes[at++] = blue;
            bytes[at++] = green;
            bytes[at++] = red;
        }

        bytes[at..].Fill(0xFF);
        _spi.SelectChip(0);
        PhysAddr transmit = THal.Share(frame, DriverToDevice);
        PhysAddr receive = THal.Share(_ignored.Buffer, DeviceToDriver);
        bool sent = _spi.Start(transmit, receive, frame.Length) == 0;
        if (sent && !_spi.WaitIdle(50))
        {
            _spi.Abort();
            sent = false;
        }

        THal.Unshare(receive, _ignored.Buffer, DeviceToDriver);
        THal.Unshare(transmit, frame, DriverToDevice);
        _spi.ReleaseChip();
        return sent;
    }

    public void Dispose()
    {
        _frame.Dispose();
        _ignored.Dispose();
    }
}
