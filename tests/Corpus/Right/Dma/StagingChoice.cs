using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Data that the device can reach goes directly, other data through a staging page of DMA memory. The direct way holds a share and the
// staged way none; a nullable share tells the two apart at the end.
public sealed class StagedWriter<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Dma<THal> _staging;

    public StagedWriter(Device device)
    {
        _device = device;
        _staging = new Dma<THal>(1, DriverToDevice);
    }

    public bool Write(DmaBuffer data, bool reachable)
    {
        if (!reachable && data.Length > HalConstants.PageSize)
        {
            return false;
        }

        Shared<THal>? direct = null;
        PhysAddr address;
        if (reachable)
        {
            var share = new Shared<THal>(data, DriverToDevice);
            direct = share;
            address = share.Paddr;
        }
        else
        {
            data.AsReadOnlySpan().CopyTo(_staging.AsSpan());
            address = _staging.Paddr;
        }

        bool submitted = _device.Submit(address, data.Length);
        bool done = submitted && _device.Wait(100);
        if (submitted && !done)
        {
            _device.Reset();
        }

        direct?.Unshare();
        return done;
    }

    public void Dispose()
    {
        _device.Reset();
        _staging.Dispose();
    }
}
