using System;
using Hal;
using Devices;

/// <summary>C9: shares that every path ends.</summary>
public sealed unsafe class UnendedShares<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool EarlyReturn(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        if (!_device.Submit(address))
        {
            THal.Unshare(address, buffer, BufferDirection.Both);
            return false;
        }

        THal.Unshare(address, buffer, BufferDirection.Both);
        return true;
    }

    public void Thrown(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        int status = _device.Start(address, buffer.Length);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        if (status < 0)
        {
            throw new InvalidOperationException($"status {status}");
        }
    }

    public void OneCaseForgets(DmaBuffer buffer, int mode)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        switch (mode)
        {
            case 0:
                _device.Submit(address);
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                break;
            case 1:
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                break;
            default:
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                break;
        }
    }

    public void NeverEnded(byte* data)
    {
        Shared<THal> shared = new(new DmaBuffer(data, 64), BufferDirection.DriverToDevice);
        _device.Submit(shared.Paddr);
        shared.Unshare();
    }

    public void Overwritten(DmaBuffer first, DmaBuffer second)
    {
        PhysAddr address = THal.Share(first, BufferDirection.DriverToDevice);
        _device.Submit(address);
        THal.Unshare(address, first, BufferDirection.DriverToDevice);
        address = THal.Share(second, BufferDirection.DriverToDevice);
        _device.Submit(address);
        THal.Unshare(address, second, BufferDirection.DriverToDevice);
    }

    public int ReleasedOnlyWhenCaught(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        try
        {
            int status = _device.Start(address, buffer.Length);
            THal.Unshare(address, buffer, BufferDirection.Both);
            return status;
        }
        catch (DeviceException)
        {
            THal.Unshare(address, buffer, BufferDirection.Both);
            return -1;
        }
    }
}
