using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (crypto drivers, source and destination the same): the text is shared once for the unit to read and write.
internal sealed class MediatekAes<THal>(CryptoUnit unit, Dma<THal> key)
    where THal : struct, IHal
{
    public int EncryptInPlace(DmaBuffer text)
    {
        if (text.Length % 16 != 0)
        {
            return -22;
        }

        PhysAddr address = THal.Share(text, Both);
        int error = unit.Encrypt(address, address, key.Paddr, text.Length);
        THal.Unshare(address, text, Both);
        if (error != 0)
        {
            Log.Info($"mtk-aes: {error}");
        }

        return error;
    }
}
