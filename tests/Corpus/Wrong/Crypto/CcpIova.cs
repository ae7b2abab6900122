using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "crypto/ccp: fix IOVA handling": the engine is given the pointer to the digest as if it were the digest's
// address.
public sealed unsafe class CcpAuthentication<THal>(CryptoUnit ccp, Dma<THal> contexts)
    where THal : struct, IHal
{
    private const int DigestOffset = 256;

    public int Authenticate(DmaBuffer message, byte* digest, int digestLength)
    {
        byte* result = contexts.Vaddr(DigestOffset);
        PhysAddr address = THal.Share(message, DriverToDevice);
        int status = ccp.Digest(address, message.Length, new PhysAddr((ulong)result)); //! HAL1015
        while (status == 0 && ccp.Busy)
        {
        }

        THal.Unshare(address, message, DriverToDevice);
        for (int i = 0; status == 0 && i < digestLength; i++)
        {
            digest[i] = result[i];
        }

        return status;
    }
}
