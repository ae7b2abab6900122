using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "crypto: hisilicon/hpre - fix dma unmap sequence": the leading zeros of the result are counted while it is
// still mapped.
public sealed class DiffieHellman<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Compute(PhysAddr input, DmaBuffer result, int keySize)
    {
        if (keySize <= 0 || keySize > result.Length)
        {
            return -22;
        }

        PhysAddr output = THal.Share(result, BufferDirection.DeviceToDriver);
        int status = unit.Digest(input, keySize, output);
        if (status != 0)
        {
            THal.Unshare(output, result, BufferDirection.DeviceToDriver);
            return status;
        }

        int zeros = result.AsReadOnlySpan().IndexOfAnyExcept((byte)0); //! HAL1007
        THal.Unshare(output, result, BufferDirection.DeviceToDriver);
        return zeros < 0 ? 0 : keySize - Math.Min(zeros, keySize);
    }
}
