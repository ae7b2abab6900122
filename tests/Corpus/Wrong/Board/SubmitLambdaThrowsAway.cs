using System;
using Hal;
using Devices;

/// <summary>A driver whose callback makes a share, submits it and drops its address.</summary>
public sealed class CallbackDriver<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public Action Prepare(DmaBuffer buffer)
    {
        Action submit = () =>
        {
            PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1002
            _device.Program(address, buffer.Length);
            _device.Kick();
        };
        return submit;
    }
}
