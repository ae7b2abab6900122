using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A device with 32-bit descriptors: data above 4 GiB goes through a low bounce page. A share that turned out to lie too high is ended
// before the bounce is used.
public sealed class LowAddressDevice<THal> : IDisposable
    where THal : struct, IHal
{
    private const ulong Limit = 1UL << 32;
    private readonly Device _device;
    private readonly Dma<THal> _bounce;

    public LowAddressDevice(Device device)
    {
        _device = device;
        _bounce = new Dma<THal>(1, DriverToDevice);
        if (_bounce.Paddr.Value + _bounce.Length > Limit)
        {
            _bounce.Dispose();
            throw new DeviceException("no memory below 4 GiB");
        }
    }

    public bool Send(DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DriverToDevice);
        if (address.Value <= Limit - (ulong)data.Length)
        {
            bool sent = Transfer(address, data.Length);
            THal.Unshare(address, data, DriverToDevice);
            return sent;
        }

        THal.Unshare(address, data, DriverToDevice);
        if (data.Length > HalConstants.PageSize)
        {
            return false;
        }

        data.AsReadOnlySpan().CopyTo(_bounce.AsSpan());
        return Transfer(_bounce.Paddr, data.Length);
    }

    public void Dispose()
    {
        _device.Reset();
        _bounce.Dispose();
    }

    private bool Transfer(PhysAddr address, int length)
    {
        if (!_device.Submit(address, length))
        {
            return false;
        }

        bool done = _device.Wait(100);
        if (!done)
        {
            _device.Reset();
        }

        return done;
    }
}
