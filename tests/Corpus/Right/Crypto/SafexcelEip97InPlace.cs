using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (safexcel): one share in both directions is source and destination.
internal sealed class InPlaceCipher<THal>(CryptoUnit unit, PhysAddr key)
    where THal : struct, IHal
{
    private const int BlockSize = 16;

    public int Encrypt(DmaBuffer text)
    {
        if (text.Length % BlockSize is var rest && rest != 0)
        {
            Log.Info($"{rest} bytes too many");
            return -22;
        }

        if (unit.Busy)
        {
            return -16;
        }

        using var inPlace = new SharedScope<THal>(text, Both);
        return unit.Encrypt(inPlace.Paddr, inPlace.Paddr, key, text.Length);
    }
}
