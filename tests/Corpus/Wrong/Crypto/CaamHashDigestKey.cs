using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: caam - fix DMA unmapping error in hash_digest_key": the key is cut to the digest's length before it
// is unmapped, so it is unmapped with another length than it was mapped.
public sealed unsafe class CaamHashKey<THal>(CryptoUnit caam)
    where THal : struct, IHal
{
    private const int DigestSize = 32;

    /// <summary>Replaces a key that is longer than a block by its digest, in place.</summary>
    public int Shorten(ref DmaBuffer key)
    {
        if (key.Length <= 64)
        {
            return 0;
        }

        DmaBuffer whole = key;
        PhysAddr address = THal.Share(whole, Both);
        int status = caam.Digest(address, whole.Length, address);
        if (status == 0)
        {
            whole = whole.Slice(0, DigestSize);
        }

        THal.Unshare(address, whole, Both); //! HAL1006 (no fix: overwritten)
        key = whole;
        return status;
    }
}
