using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: ccp - Release all allocated memory if sha type is invalid": an unknown hash type goes through the
// same exit as every other failure.
public enum HashType
{
    Sha1,
    Sha224,
    Sha256,
    Sha512,
}

public sealed unsafe class CcpHasher<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Run(HashType type, PhysAddr message, int length, byte* digest)
    {
        DmaAllocation area = THal.DmaAlloc(1, Both);
        if (area.Paddr == default)
        {
            return -12;
        }

        int size;
        switch (type)
        {
            case HashType.Sha1:
                size = 20;
                break;
            case HashType.Sha224:
                size = 28;
                break;
            case HashType.Sha256:
                size = 32;
                break;
            case HashType.Sha512:
                size = 64;
                break;
            default:
                Log.Info("unknown hash type");
                _ = THal.DmaDealloc(area.Paddr, area.Vaddr, 1);
                return -22;
        }

        int status = unit.Digest(message, length, area.Paddr);
        if (status == 0)
        {
            for (int i = 0; i < size; i++)
            {
                digest[i] = area.Vaddr[i];
            }
        }

        int freed = THal.DmaDealloc(area.Paddr, area.Vaddr, 1);
        return status != 0 ? status : freed;
    }
}
