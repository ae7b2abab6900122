using System;
using Hal;
using Devices;

/// <summary>A network driver's constructor that gives its ring back before it throws for a bad link width.</summary>
public sealed class GigabitPort<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Dma<THal> _ring;

    public GigabitPort(Device device, int width)
    {
        _device = device;
        _ring = new Dma<THal>(2, BufferDirection.Both);
        _device.Program(_ring.Paddr, 2 * HalConstants.PageSize);
        if (width is not (1 or 2 or 4 or 8))
        {
            _device.Reset();
            _ring.Dispose();
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
