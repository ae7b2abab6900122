using System;
using Hal;

namespace Drivers;

// The colour table of a display pipe, which the hardware fetches at the next blank. Two tables alternate in one allocation; the one that
// the hardware reads is never written.
internal sealed unsafe class GammaTable<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Entries = 256;
    private const int TableBytes = Entries * sizeof(uint);

    private readonly MmioRegion _pipe;
    private readonly Dma<THal> _tables;
    private int _active;

    public GammaTable(MmioRegion pipe)
    {
        _pipe = pipe;
        _tables = new Dma<THal>(HalConstants.PagesFor(2 * TableBytes), BufferDirection.DriverToDevice);
    }

    public bool Load(double gamma)
    {
        if ((_pipe.Read32(0x18) & 1) != 0)
        {
            return false;
        }

        int next = 1 - _active;
        uint* table = _tables.Pointer<uint>((nuint)(next * TableBytes));
        for (int i = 0; i < Entries; i++)
        {
            var level = (uint)Math.Round(Math.Pow(i / 255.0, gamma) * 1023);
            table[i] = (level << 20) | (level << 10) | level;
        }

        _pipe.Write64(0x10, _tables.PaddrAt((nuint)(next * TableBytes)).Value);
        _pipe.Write32(0x18, 1);
        _active = next;
        return true;
    }

    public void Dispose()
    {
        _pipe.Write32(0x18, 0);
        _pipe.Write64(0x10, 0);
        _tables.Dispose();
    }
}
