using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (drivers/crypto, requests in place, made in several drivers): an operation in place maps its buffer a second time
// while the unit may write it.
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

        PhysAddr output = THal.Share(text, BufferDirection.Both);
        PhysAddr input = THal.Share(text, BufferDirection.DriverToDevice); //! HAL1011
        int status = unit.Encrypt(input, output, key, text.Length);
        THal.Unshare(input, text, BufferDirection.DriverToDevice);
        THal.Unshare(output, text, BufferDirection.Both);
        return status;
    }
}
