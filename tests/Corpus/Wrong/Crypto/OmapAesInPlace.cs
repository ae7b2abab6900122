using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (omap-aes): the second share lets the device write what the first has given it to read.
internal sealed class InPlaceCipher<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Encrypt(DmaBuffer text, PhysAddr key)
    {
        if (text.Length % 16 != 0)
        {
            return -22;
        }

        PhysAddr source = THal.Share(text, DriverToDevice);
        PhysAddr target = THal.Share(text, DeviceToDriver); //! HAL1011
        int status;
        try
        {
            status = unit.Encrypt(source, target, key, text.Length);
        }
        finally
        {
            THal.Unshare(target, text, DeviceToDriver);
            THal.Unshare(source, text, DriverToDevice);
        }

        return status;
    }
}
