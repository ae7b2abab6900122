using System;
using System.IO;
using Hal;
using Devices;

//! enable HAL1017
/// <summary>Shares that no exception leaves.</summary>
public sealed class ExceptionPaths<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void AcrossACall(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        try
        {
            _device.Submit(address);
        }
        finally
        {
            THal.Unshare(address, buffer, BufferDirection.Both);
        }
    }

    public void AcrossAnotherShare(DmaBuffer header, DmaBuffer data)
    {
        using var first = new SharedScope<THal>(header, BufferDirection.DriverToDevice);
        using var second = new SharedScope<THal>(data, BufferDirection.DeviceToDriver);
    }

    public void AcrossACallback(DmaBuffer buffer, Func<int> nextRegister)
    {
        int register = nextRegister();
        var shared = new Shared<THal>(buffer, BufferDirection.DriverToDevice);
        shared.Unshare();
        _device.WriteRegister(register, 1);
    }

    public void AcrossAStream(DmaBuffer buffer, Stream stream)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        try
        {
            stream.Flush();
        }
        catch (Exception)
        {
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
            throw;
        }

        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
    }
}
