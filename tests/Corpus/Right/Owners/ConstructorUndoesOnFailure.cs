using System;
using Devices;
using Hal;

/// <summary>A constructor that shares two buffers and probes the device: whatever fails, what it took is given back.</summary>
public sealed class ProbedDriver<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Shared<THal> _ring;
    private readonly Shared<THal> _status;

    public ProbedDriver(Device device, DmaBuffer ring, DmaBuffer status)
    {
        _device = device;
        Shared<THal> ringShare = new(ring, BufferDirection.Both);
        Shared<THal> statusShare = default;
        try
        {
            statusShare = new Shared<THal>(status, BufferDirection.DeviceToDriver);
            if (!device.Submit(ringShare.Paddr) || !device.Submit(statusShare.Paddr))
            {
                throw new DeviceException("the device does not take its rings");
            }
        }
        catch
        {
            device.Reset();
            statusShare.Unshare();
            ringShare.Unshare();
            throw;
        }

        _ring = ringShare;
        _status = statusShare;
    }

    public void Dispose()
    {
        _device.Reset();
        _status.Unshare();
        _ring.Unshare();
    }
}
