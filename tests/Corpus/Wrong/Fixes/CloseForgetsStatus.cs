using System;
using Devices;
using Hal;

/// <summary>Dispose ends the data share and forgets the status share.</summary>
public sealed class CloseForgetsStatus<THal> : IDisposable where THal : struct, IHal
{
    private readonly DmaBuffer _data;
    private readonly DmaBuffer _status;
    private readonly PhysAddr _dataAddress;
    private readonly PhysAddr _statusAddress;

    public CloseForgetsStatus(DmaBuffer data, DmaBuffer status)
    {
        _data = data;
        _status = status;
        _dataAddress = THal.Share(data, BufferDirection.DeviceToDriver);
        _statusAddress = THal.Share(status, BufferDirection.DeviceToDriver); //! HAL1002
    }

    public bool Go(Device device) => device.Submit(_dataAddress) && device.Submit(_statusAddress) && device.Wait(10);

    public void Dispose()
    {
        THal.Unshare(_dataAddress, _data, BufferDirection.DeviceToDriver);
    }
}
