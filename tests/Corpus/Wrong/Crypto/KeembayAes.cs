using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux crypto (keembay-ocs-aes): for an operation in place the same buffer is mapped as source and as destination.
public sealed unsafe class KeembayAes<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int EncryptInPlace(DmaBuffer data, DmaBuffer key)
    {
        PhysAddr keyAddress = THal.Share(key, DriverToDevice);
        PhysAddr source = THal.Share(data, DriverToDevice);
        PhysAddr destination = THal.Share(data, DeviceToDriver); //! HAL1011
        int error = unit.Encrypt(source, destination, keyAddress, data.Length);
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

        THal.Unshare(destination, data, DeviceToDriver);
        THal.Unshare(source, data, DriverToDevice);
        THal.Unshare(keyAddress, key, DriverToDevice);
        key.AsSpan().Clear();
        return error;
    }
}
