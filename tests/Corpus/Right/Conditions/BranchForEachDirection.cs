using Devices;
using Hal;

/// <summary>One variable, two Share sites, two Unshare sites, both chosen by the same flag.</summary>
public sealed class TwoSites<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data, bool write)
    {
        PhysAddr at;
        if (write)
        {
            at = THal.Share(data, BufferDirection.DriverToDevice);
        }
        else
        {
            at = THal.Share(data, BufferDirection.DeviceToDriver);
        }

        int status = _device.Start(at, data.Length);
        if (write)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
        }
        else
        {
            THal.Unshare(at, data, BufferDirection.DeviceToDriver);
        }

        return status;
    }
}
