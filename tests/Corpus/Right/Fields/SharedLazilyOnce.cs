using System;
using Devices;
using Hal;

/// <summary>A statistics page is shared at its first use and unshared at the end of the driver's life.</summary>
public sealed class StatisticsPage<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly DmaBuffer _page;
    private PhysAddr _address;

    public StatisticsPage(DmaBuffer page) => _page = page;

    public void Refresh()
    {
        if (_address == default)
        {
            _address = THal.Share(_page, BufferDirection.DeviceToDriver);
        }

        _device.Program(_address, _page.Length);
        _device.Kick();
        _device.Wait(10);
    }

    public void Dispose()
    {
        if (_address != default)
        {
            _device.Reset();
            THal.Unshare(_address, _page, BufferDirection.DeviceToDriver);
            _address = default;
        }
    }
}
