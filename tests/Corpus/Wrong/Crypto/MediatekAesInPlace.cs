using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (crypto drivers, source and destination the same): the text is shared once for the unit to read and once more for
// it to write.
internal sealed class MediatekAes<THal>(CryptoUnit unit, Dma<THal> key)
    where THal : struct, IHal
{
    public int EncryptInPlace(DmaBuffer text)
    {
        if (text.Length % 16 != 0)
        {
            return -22;
        }

        PhysAddr source = THal.Share(text, DriverToDevice);
        PhysAddr destination = THal.Share(text, DeviceToDriver); //! HAL1011
        int error = unit.Encrypt(source, destination, key.Paddr, text.Length);
        THal.Unshare(destination, text, DeviceToDriver);
        THal.Unshare(source, text, DriverToDevice);
        if (error != 0)
        {
            Log.Info($"mtk-aes: {error}");
        }

        return error;
    }
}
