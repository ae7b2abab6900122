using System;
using Hal;
using Devices;

// Like fixes in Linux (drivers/net/ethernet, a probe that fails after its rings were allocated).
/// <summary>A network driver's constructor that throws for a bad link width and leaves its ring allocated.</summary>
public sealed class GigabitPort<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Dma<THal> _ring;

    public GigabitPort(Device device, int width)
    {
        _device = device;
        _ring = new Dma<THal>(2, BufferDirection.Both); //! HAL2002
        _device.Program(_ring.Paddr, 2 * HalConstants.PageSize);
        if (width is not (1 or 2 or 4 or 8))
        {
            throw new DeviceException($"no link is {width} lanes wide");
        }
    }

    public bool Poll() => _device.Poll();

    public void Dispose()
    {
        _device.Reset();
        _ring.Dispose();
    }
}
