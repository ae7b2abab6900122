using Hal;
using Devices;

/// <summary>An SD host that asks for the transfer's direction once.</summary>
public sealed class SdioHost<THal>
    where THal : struct, IHal
{
    private readonly MmcController _host = new();

    public int Transfer(BlockRequest request)
    {
        DmaBuffer data = request.Data;
        bool write = request.IsWrite;
        PhysAddr address = THal.Share(data, write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver);
        _host.SetDataAddress(address);
        int error = _host.SendCommand(write ? 25 : 18, (uint)request.Sector);
        THal.Unshare(address, data, write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver);
        return error;
    }
}
