using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A display's palette of 256 colours is loaded in the blanking time, by DMA if it is there. Without an engine no share is made and none
// is ended; with one both happen.
public sealed class PaletteLoader<THal>
    where THal : struct, IHal
{
    private const int DataRegister = 0x3C9;
    private readonly Device _display;
    private readonly DmaEngine? _engine;
    private readonly PhysAddr _paletteRam;

    public PaletteLoader(Device display, DmaEngine? engine, PhysAddr paletteRam)
    {
        _display = display;
        _engine = engine;
        _paletteRam = paletteRam;
    }

    public bool Load(DmaBuffer colours)
    {
        if (_engine is null)
        {
            foreach (byte channel in colours.AsReadOnlySpan())
            {
                _display.WriteRegister(DataRegister, channel);
            }

            return true;
        }

        PhysAddr source = THal.Share(colours, DriverToDevice);
        int cookie = _engine.Submit(source, _paletteRam, colours.Length);
        bool loaded = cookie >= 0;
        if (loaded && !_engine.WaitFor(cookie, 16))
        {
            _engine.Terminate();
            loaded = false;
        }

        THal.Unshare(source, colours, DriverToDevice);
        return loaded;
    }
}
