using Devices;
using Hal;

/// <summary>The direction by a constant, by a cast of a number, by a parameter's default and by named arguments.</summary>
public sealed class DirectionSpellings<THal>
    where THal : struct, IHal
{
    private const BufferDirection ToDevice = BufferDirection.DriverToDevice;
    private static readonly BufferDirection s_fromDevice = BufferDirection.DeviceToDriver;
    private readonly Device _device = new();

    public void Constant(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, ToDevice);
        _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
    }

    public void Cast(DmaBuffer data)
    {
        const int code = 1;
        PhysAddr at = THal.Share(data, (BufferDirection)code);
        _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.DeviceToDriver);
    }

    public void Static(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, s_fromDevice);
        _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.DeviceToDriver);
    }

    public void Defaulted(DmaBuffer data, BufferDirection direction = default)
    {
        PhysAddr at = THal.Share(data, direction);
        _device.Start(at, data.Length);
        THal.Unshare(at, data, direction);
    }

    public void Named(DmaBuffer data)
    {
        PhysAddr at = THal.Share(direction: default, buffer: data);
        _device.Start(at, data.Length);
        THal.Unshare(direction: BufferDirection.DriverToDevice, paddr: at, buffer: data);
    }
}
