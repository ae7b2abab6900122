using Devices;
using Hal;

/// <summary>Extension methods that give buffers verbs of their own.</summary>
public static class BufferExtensions
{
    public static PhysAddr LendToDevice<THal>(this DmaBuffer buffer, bool deviceWrites)
        where THal : struct, IHal =>
        THal.Share(buffer, deviceWrites ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice);

    public static void TakeBack<THal>(this DmaBuffer buffer, PhysAddr at, bool deviceWrites)
        where THal : struct, IHal =>
        THal.Unshare(at, buffer, deviceWrites ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice);
}

/// <summary>Their user, which names the HAL once a call.</summary>
public sealed class ExtensionUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Read(DmaBuffer into)
    {
        PhysAddr at = into.LendToDevice<THal>(deviceWrites: true);
        int status = _device.Start(at, into.Length);
        if (status != 0)
        {
            into.TakeBack<THal>(at, deviceWrites: true);
            return status;
        }

        _device.Wait(10);
        into.TakeBack<THal>(at, deviceWrites: true);
        return into[0];
    }
}
