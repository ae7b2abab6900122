using Hal;
using Devices;

/// <summary>C9: shares that are ended once.</summary>
public sealed class DoubleUnshares<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void InARow(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.Both);
    }

    public void TryAndFinally(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        try
        {
            _device.Wait(10);
        }
        finally
        {
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        }
    }

    public void TwoCopiesOfOneShare(DmaBuffer buffer)
    {
        var shared = new Shared<THal>(buffer, BufferDirection.DriverToDevice);
        Shared<THal> copy = shared;
        _device.Submit(copy.Paddr);
        copy.Unshare();
    }

    public void ByAlias(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        PhysAddr again = address;
        _device.Submit(again);
        THal.Unshare(again, buffer, BufferDirection.DriverToDevice);
    }

    public void OnOnePath(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        bool late = !_device.Wait(10);
        if (late)
        {
            _device.Reset();
        }

        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
    }
}
