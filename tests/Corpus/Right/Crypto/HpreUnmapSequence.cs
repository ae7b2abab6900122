using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "crypto: hisilicon/hpre - fix dma unmap sequence": the result is unmapped before it is looked at.
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

        THal.Unshare(output, result, BufferDirection.DeviceToDriver);
        int zeros = result.AsReadOnlySpan().IndexOfAnyExcept((byte)0);
        return zeros < 0 ? 0 : keySize - Math.Min(zeros, keySize);
    }
}
