using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux crypto (keembay-ocs-aes): one mapping in both directions serves as source and destination.
public sealed unsafe class KeembayAes<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int EncryptInPlace(DmaBuffer data, DmaBuffer key)
    {
        PhysAddr keyAddress = THal.Share(key, DriverToDevice);
        PhysAddr address = THal.Share(data, Both);
        int error = unit.Encrypt(address, address, keyAddress, data.Length);
        if (error == 0)
        {
            int polls = 0;
            do
            {
                polls++;
            }
            while (unit.Busy);
            Log.Info($"aes: {polls} polls");
        }

        THal.Unshare(address, data, Both);
        THal.Unshare(keyAddress, key, DriverToDevice);
        key.AsSpan().Clear();
        return error;
    }
}
