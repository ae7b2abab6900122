using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's drivers/crypto (map helpers for source and destination, of which the caller ends one).
public sealed class PairFromHelper<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private static (PhysAddr Source, PhysAddr Destination) Map(DmaBuffer source, DmaBuffer destination) =>
        (THal.Share(source, DriverToDevice), THal.Share(destination, DeviceToDriver));

    public int Encrypt(DmaBuffer source, DmaBuffer destination, PhysAddr key)
    {
        (PhysAddr from, PhysAddr to) = Map(source, destination); //! HAL1002 (no fix: aggregate)
        int error = unit.Encrypt(from, to, key, source.Length);
        if (error < 0)
        {
            Log.Info("encryption failed");
            THal.Unshare(from, source, DriverToDevice);
            return error;
        }

        THal.Unshare(from, source, DriverToDevice);
        THal.Unshare(to, destination, DeviceToDriver);
        return 0;
    }
}
