using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (platform drivers): the descriptor memory is disposed of where the power domain reports an error.
internal sealed class DisplayEngine<THal>(PowerDomain power, Device engine)
    where THal : struct, IHal
{
    private Dma<THal>? _layers;

    public int Enable()
    {
        if (_layers is not null)
        {
            return 0;
        }

        Dma<THal> layers = new(2, DriverToDevice);
        int error = power.Enable();
        if (error < 0)
        {
            layers.Dispose();
            return error;
        }

        layers.AsSpan()[..16].Fill(0xff);
        engine.Program(layers.Paddr, (int)layers.Length);
        _layers = layers;
        return 0;
    }

    public void Disable()
    {
        engine.Reset();
        power.Disable();
        _layers?.Dispose();
        _layers = null;
    }
}
