using Devices;
using Hal;

/// <summary>A request header and its data in an array of two, filled and released by constant index.</summary>
public sealed class HeaderAndData<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();
    private readonly Device _device = new();

    public void Issue(DmaBuffer header, DmaBuffer data)
    {
        PhysAddr[] at = new PhysAddr[2];
        at[0] = THal.Share(header, BufferDirection.DriverToDevice);
        at[1] = THal.Share(data, BufferDirection.DeviceToDriver);
        _device.Program(at[0], header.Length);
        _device.Program(at[1], data.Length);
        _device.Kick();
        while (!_device.Poll())
        {
        }

        THal.Unshare(at[1], data, BufferDirection.DeviceToDriver);
        THal.Unshare(at[0], header, BufferDirection.DriverToDevice);
    }

    public int Space() => _queue.Free;
}
