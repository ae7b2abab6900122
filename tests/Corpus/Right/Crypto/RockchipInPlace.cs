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
        PhysAddr address = THal.Share(text, BufferDirection.Both);
        try
        {
            return unit.Encrypt(address, address, keyAddress, text.Length);
        }
        finally
        {
            THal.Unshare(address, text, BufferDirection.Both);
            THal.Unshare(keyAddress, key, BufferDirection.DriverToDevice);
        }
    }
}
