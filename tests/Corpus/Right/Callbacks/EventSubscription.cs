using System;
using Devices;
using Hal;

/// <summary>A lambda subscribed to the device's event unsubscribes itself and ends the share.</summary>
public sealed class SelfUnsubscribing<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Start(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DeviceToDriver);
        Action? handler = null;
        handler = () =>
        {
            _device.Completed -= handler;
            THal.Unshare(at, data, BufferDirection.DeviceToDriver);
        };
        _device.Completed += handler;
        _device.Program(at, data.Length);
        _device.Kick();
    }
}
