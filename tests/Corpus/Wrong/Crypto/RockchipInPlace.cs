using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "crypto: rockchip: rework by using crypto_engine": a request in place was mapped once as the source and once
// more as the destination.
public sealed class RockchipCipher<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int EncryptInPlace(DmaBuffer text, DmaBuffer key)
    {
        PhysAddr keyAddress = THal.Share(key, BufferDirection.DriverToDevice);
        PhysAddr source = THal.Share(text, BufferDirection.DriverToDevice);
        PhysAddr destination = THal.Share(text, BufferDirection.DeviceToDriver); //! HAL1011
        try
        {
            return unit.Encrypt(source, destination, keyAddress, text.Length);
        }
        finally
        {
            THal.Unshare(source, text, BufferDirection.DriverToDevice);
            THal.Unshare(destination, text, BufferDirection.DeviceToDriver);
            THal.Unshare(keyAddress, key, BufferDirection.DriverToDevice);
        }
    }
}
