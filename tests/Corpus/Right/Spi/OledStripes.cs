using System;
using Devices;
using Hal;

namespace Drivers;

// Like small OLED panels: only the stripes that changed are sent, a stripe at a time. The stripe's slice is computed once and used for
// both the share and its end.
public sealed class OledPanel<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Width = 128;
    private const int Stripes = 8;

    private readonly SpiController _spi;
    private readonly PinnedBuffer _screen = new(Width * Stripes);
    private readonly PinnedBuffer _sink = new(Width);
    private byte _dirty;

    public OledPanel(SpiController spi) => _spi = spi;

    public void SetPixel(int x, int y, bool on)
    {
        if ((uint)x >= Width || (uint)y >= Stripes * 8)
        {
            return;
        }

        ref byte column = ref _screen.Buffer[((y >> 3) * Width) + x];
        byte bit = (byte)(1 << (y & 7));
        column = on ? (byte)(column | bit) : (byte)(column & ~bit);
        _dirty |= (byte)(1 << (y >> 3));
    }

    public bool Flush()
    {
        for (int stripe = 0; stripe < Stripes; stripe++)
        {
            if ((_dirty & (1 << stripe)) == 0)
            {
                continue;
            }

            if (!SendStripe(_screen.Buffer.Slice(stripe * Width, Width)))
            {
                return false;
            }

            _dirty &= (byte)~(1 << stripe);
        }

        return true;
    }

    public void Dispose()
    {
        _screen.Dispose();
        _sink.Dispose();
    }

    private bool SendStripe(DmaBuffer stripe)
    {
        using var shared = new SharedScope<THal>(stripe, BufferDirection.DriverToDevice);
        using var sink = new SharedScope<THal>(_sink.Buffer, BufferDirection.DeviceToDriver);
        bool sent = _spi.Start(shared.Paddr, sink.Paddr, Width) == 0;
        if (sent && !_spi.WaitIdle(10))
        {
            _spi.Abort();
            sent = false;
        }

        return sent;
    }
}
