using Hal;
using Devices;

// Like fixes in Linux (drivers/mmc/host, a host that asks for the data's direction twice).
/// <summary>An SD host that asks for the transfer's direction twice and gets it wrong the second time.</summary>
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
        THal.Unshare(address, data, write ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice); //! HAL1005
        return error;
    }
}
