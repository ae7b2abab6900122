using System;
using System.IO;
using Hal;
using Devices;

//! enable HAL1017
/// <summary>Shares that an exception between Share and Unshare would leave.</summary>
public sealed class ExceptionPaths<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void AcrossACall(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both); //! HAL1017
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.Both);
    }

    public void AcrossAnotherShare(DmaBuffer header, DmaBuffer data)
    {
        PhysAddr first = THal.Share(header, BufferDirection.DriverToDevice); //! HAL1017
        PhysAddr second = THal.Share(data, BufferDirection.DeviceToDriver);
        THal.Unshare(second, data, BufferDirection.DeviceToDriver);
        THal.Unshare(first, header, BufferDirection.DriverToDevice);
    }

    public void AcrossACallback(DmaBuffer buffer, Func<int> nextRegister)
    {
        var shared = new Shared<THal>(buffer, BufferDirection.DriverToDevice); //! HAL1017
        int register = nextRegister();
        shared.Unshare();
        _device.WriteRegister(register, 1);
    }

    public void AcrossAStream(DmaBuffer buffer, Stream stream)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver); //! HAL1017
        try
        {
            stream.Flush();
        }
        catch (IOException)
        {
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
            throw;
        }

        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
    }
}
