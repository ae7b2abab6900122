using Devices;
using Hal;

/// <summary>Header, data and status of one buffer are shared at once: the slices touch, none overlaps.</summary>
public sealed class OneBufferThreeShares<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public byte Run(DmaBuffer request)
    {
        DmaBuffer header = request.Slice(0, 16);
        DmaBuffer data = request.Slice(16, 512);
        DmaBuffer status = request.Slice(528, 1);
        PhysAddr headerAt = THal.Share(header, BufferDirection.DriverToDevice);
        PhysAddr dataAt = THal.Share(data, BufferDirection.DeviceToDriver);
        PhysAddr statusAt = THal.Share(status, BufferDirection.DeviceToDriver);
        _device.Program(headerAt, header.Length);
        _device.Program(dataAt, data.Length);
        _device.Program(statusAt, status.Length);
        _device.Wait(100);
        THal.Unshare(statusAt, status, BufferDirection.DeviceToDriver);
        THal.Unshare(dataAt, data, BufferDirection.DeviceToDriver);
        THal.Unshare(headerAt, header, BufferDirection.DriverToDevice);
        return status[0];
    }
}
