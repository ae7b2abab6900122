using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: caam - fix DMA unmapping error in hash_digest_key": the key is unmapped first, and cut to the
// digest's length then.
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
        THal.Unshare(address, whole, Both);
        if (status == 0)
        {
            key = whole.Slice(0, DigestSize);
        }

        return status;
    }
}
