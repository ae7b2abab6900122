using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (drivers/crypto, requests in place, made in several drivers): an operation in place has one mapping, for both
// directions.
public sealed class InPlaceCipher<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Run(DmaBuffer text, PhysAddr key)
    {
        if (!unit.HasEngine)
        {
            return -19;
        }

        if (text.Length % 16 != 0)
        {
            Log.Info("not a multiple of the block size");
            return -22;
        }

        PhysAddr both = THal.Share(text, BufferDirection.Both);
        int status = unit.Encrypt(both, both, key, text.Length);
        THal.Unshare(both, text, BufferDirection.Both);
        return status;
    }
}
