using System;
using Hal;
using Devices;

/// <summary>A driver whose callback makes a share, submits it, waits and ends it.</summary>
public sealed class CallbackDriver<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public Action Prepare(DmaBuffer buffer)
    {
        Action submit = () =>
        {
            PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
            _device.Program(address, buffer.Length);
            _device.Kick();
            _device.Wait(10);
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        };
        return submit;
    }
}
