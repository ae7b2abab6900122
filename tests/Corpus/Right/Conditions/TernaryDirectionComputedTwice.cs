using Devices;
using Hal;

/// <summary>The direction is computed from the same flag at Share and at Unshare.</summary>
public sealed class DiskTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _disk = new();

    public bool Transfer(DmaBuffer data, bool write)
    {
        PhysAddr at = THal.Share(data, write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver);
        bool ok = _disk.Submit(at, data.Length) && _disk.Wait(100);
        THal.Unshare(at, data, write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver);
        return ok;
    }

    public bool TransferInverted(DmaBuffer data, bool write)
    {
        PhysAddr at = THal.Share(data, write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver);
        bool ok = _disk.Submit(at, data.Length) && _disk.Wait(100);
        THal.Unshare(at, data, !write ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice);
        return ok;
    }
}
