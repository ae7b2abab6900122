using Devices;
using Hal;

/// <summary>A switch over a tuple of two facts chooses how to share and how to unshare.</summary>
public sealed class TupleSwitch<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data, bool write, bool cached)
    {
        PhysAddr at = (write, cached) switch
        {
            (_, false) => default,
            (true, true) => THal.Share(data, BufferDirection.DriverToDevice),
            (false, true) => THal.Share(data, BufferDirection.DeviceToDriver),
        };
        int status = _device.Start(at, data.Length);
        switch (write, cached)
        {
            case (true, true):
                THal.Unshare(at, data, BufferDirection.DriverToDevice);
                break;
            case (false, true):
                THal.Unshare(at, data, BufferDirection.DeviceToDriver);
                break;
        }

        return status;
    }
}
