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

        PhysAddr address = THal.Share(data, Both);
        int error = unit.Encrypt(address, address, key, data.Length);
        THal.Unshare(address, data, Both);
        return error;
    }
}
