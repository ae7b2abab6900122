using Devices;
using Hal;

/// <summary>A ladder of "if it is still 0, then the next": what a rung shares is ended on the rungs that know it succeeded.</summary>
public sealed class Ladder<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer setup, DmaBuffer data)
    {
        PhysAddr setupAt = default;
        bool setupShared = false;
        int rc = _device.Ready ? 0 : -19;
        if (rc == 0)
        {
            setupAt = THal.Share(setup, BufferDirection.DriverToDevice);
            setupShared = true;
            rc = _device.Start(setupAt, setup.Length);
        }

        if (rc == 0)
        {
            PhysAddr dataAt = THal.Share(data, BufferDirection.DeviceToDriver);
            rc = _device.Start(dataAt, data.Length);
            THal.Unshare(dataAt, data, BufferDirection.DeviceToDriver);
        }

        if (rc == 0)
        {
            rc = data[0];
        }
        else if (rc == -110)
        {
            _device.Reset();
        }

        if (setupShared)
        {
            THal.Unshare(setupAt, setup, BufferDirection.DriverToDevice);
        }

        return rc;
    }
}
