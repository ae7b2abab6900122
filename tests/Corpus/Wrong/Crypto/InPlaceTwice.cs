using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's drivers/crypto (source and destination of an in-place request are one mapping, for both directions).
public sealed class InPlaceTwice<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Crypt(DmaBuffer data, PhysAddr key)
    {
        if (unit.Busy)
        {
            return -16;
        }

        PhysAddr source = THal.Share(data, DriverToDevice);
        PhysAddr destination = THal.Share(data, DeviceToDriver); //! HAL1011
        int error = unit.Encrypt(source, destination, key, data.Length);
        THal.Unshare(source, data, DriverToDevice);
        THal.Unshare(destination, data, DeviceToDriver);
        return error;
    }
}
