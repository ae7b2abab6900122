using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A small panel on an SPI bus that is sent commands and pixels, and answers nothing. What comes in meanwhile goes to a discard buffer of
// the same length; both shares end when the bus is idle.
internal sealed class SpiDisplayPanel<THal> : IDisposable
    where THal : struct, IHal
{
    private const int LineBytes = 480;

    private readonly SpiController _bus;
    private readonly PinnedBuffer _line = new(LineBytes);
    private readonly PinnedBuffer _discard = new(LineBytes);

    public SpiDisplayPanel(SpiController bus) => _bus = bus;

    public bool DrawLine(ReadOnlySpan<byte> pixels)
    {
        if (pixels.Length is 0 or > LineBytes)
        {
            return false;
        }

        DmaBuffer outgoing = _line.Buffer.Slice(0, pixels.Length);
        DmaBuffer incoming = _discard.Buffer.Slice(0, pixels.Length);
        pixels.CopyTo(outgoing.AsSpan());
        _bus.SelectChip(1);
        try
        {
            return Transfer(outgoing, incoming);
        }
        finally
        {
            _bus.ReleaseChip();
        }
    }

    public void Dispose()
    {
        _line.Dispose();
        _discard.Dispose();
    }

    private bool Transfer(DmaBuffer outgoing, DmaBuffer incoming)
    {
        using var transmit = new SharedScope<THal>(outgoing, DriverToDevice);
        using var receive = new SharedScope<THal>(incoming, DeviceToDriver);
        if (_bus.Start(transmit.Paddr, receive.Paddr, outgoing.Length) != 0)
        {
            return false;
        }

        if (_bus.WaitIdle(50))
        {
            return true;
        }

        _bus.Abort();
        return false;
    }
}
