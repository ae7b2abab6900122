using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (omap-aes): one share in both directions serves as source and as target.
internal sealed class InPlaceCipher<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Encrypt(DmaBuffer text, PhysAddr key)
    {
        if (text.Length % 16 != 0)
        {
            return -22;
        }

        PhysAddr inPlace = THal.Share(text, Both);
        int status;
        try
        {
            status = unit.Encrypt(inPlace, inPlace, key, text.Length);
        }
        finally
        {
            THal.Unshare(inPlace, text, Both);
        }

        return status;
    }
}
