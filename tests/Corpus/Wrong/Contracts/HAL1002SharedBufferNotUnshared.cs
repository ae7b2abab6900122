using System;
using Hal;
using Devices;

/// <summary>C9: shares that some path does not end.</summary>
public sealed unsafe class UnendedShares<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool EarlyReturn(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both); //! HAL1002
        if (!_device.Submit(address))
        {
            return false;
        }

        THal.Unshare(address, buffer, BufferDirection.Both);
        return true;
    }

    public void Thrown(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1002
        int status = _device.Start(address, buffer.Length);
        if (status < 0)
        {
            throw new InvalidOperationException($"status {status}");
        }

        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }

    public void OneCaseForgets(DmaBuffer buffer, int mode)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver); //! HAL1002
        switch (mode)
        {
            case 0:
                _device.Submit(address);
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                break;
            case 1:
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                break;
        }
    }

    public void NeverEnded(byte* data)
    {
        Shared<THal> shared = new(new DmaBuffer(data, 64), BufferDirection.DriverToDevice); //! HAL1002
        _device.Submit(shared.Paddr);
    }

    public void Overwritten(DmaBuffer first, DmaBuffer second)
    {
        PhysAddr address = THal.Share(first, BufferDirection.DriverToDevice); //! HAL1002
        _device.Submit(address);
        address = THal.Share(second, BufferDirection.DriverToDevice);
        _device.Submit(address);
        THal.Unshare(address, second, BufferDirection.DriverToDevice);
    }

    public int ReleasedOnlyWhenCaught(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both); //! HAL1002
        try
        {
            return _device.Start(address, buffer.Length);
        }
        catch (DeviceException)
        {
            THal.Unshare(address, buffer, BufferDirection.Both);
            return -1;
        }
    }
}
