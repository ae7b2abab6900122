using Hal;
using Devices;

/// <summary>A driver with an extension method that shares: the caller's exception path leaves the share.</summary>
public sealed class ExtendedDriver<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Write(DmaBuffer buffer)
    {
        PhysAddr address = buffer.MapForDevice<THal>(); //! HAL1002
        bool accepted = _device.Submit(address, buffer.Length);
        if (!accepted)
        {
            throw new DeviceException("the device accepts nothing");
        }

        _device.Wait(10);
        buffer.UnmapForDevice<THal>(address);
    }
}

internal static class DmaBufferExtensions
{
    public static PhysAddr MapForDevice<THal>(this DmaBuffer buffer)
        where THal : struct, IHal => THal.Share(buffer, BufferDirection.DriverToDevice);

    public static void UnmapForDevice<THal>(this DmaBuffer buffer, PhysAddr address)
        where THal : struct, IHal => THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
}
