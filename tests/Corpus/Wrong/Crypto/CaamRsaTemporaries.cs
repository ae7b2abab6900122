using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: caam - fix DMA mapping direction for RSA forms 2 & 3", with the unmapping still as it was: the engine
// writes its two temporaries as well.
public sealed unsafe class CaamRsa<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int DecryptForm2(DmaBuffer cipher, DmaBuffer key, DmaBuffer temporary)
    {
        PhysAddr text = THal.Share(cipher, Both);
        PhysAddr factors = THal.Share(key, DriverToDevice);
        PhysAddr tmp1 = THal.Share(temporary, Both);
        int error = unit.Encrypt(text, tmp1, factors, cipher.Length);
        THal.Unshare(tmp1, temporary, DriverToDevice); //! HAL1005
        THal.Unshare(factors, key, DriverToDevice);
        THal.Unshare(text, cipher, Both);
        temporary.AsSpan().Clear();
        return error;
    }
}
