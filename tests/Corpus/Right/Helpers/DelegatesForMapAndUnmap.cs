using System;
using Devices;
using Hal;

/// <summary>Map and unmap as delegates in fields, filled with the HAL's methods.</summary>
public sealed class DelegateDriver<THal>
    where THal : struct, IHal
{
    private readonly Func<DmaBuffer, BufferDirection, PhysAddr> _map = THal.Share;
    private readonly Action<PhysAddr, DmaBuffer, BufferDirection> _unmap = THal.Unshare;
    private readonly Device _device = new();

    public bool Send(DmaBuffer data)
    {
        PhysAddr at = _map(data, BufferDirection.DriverToDevice);
        bool ok = _device.Submit(at, data.Length);
        _unmap(at, data, BufferDirection.DriverToDevice);
        return ok;
    }

    public bool SendHalf(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        bool ok = _device.Submit(at, data.Length);
        _unmap(at, data, BufferDirection.DriverToDevice);
        return ok;
    }
}
