using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "crypto/ccp: fix IOVA handling": the engine is given the address at which it sees the digest.
public sealed unsafe class CcpAuthentication<THal>(CryptoUnit ccp, Dma<THal> contexts)
    where THal : struct, IHal
{
    private const int DigestOffset = 256;

    public int Authenticate(DmaBuffer message, byte* digest, int digestLength)
    {
        byte* result = contexts.Vaddr(DigestOffset);
        PhysAddr address = THal.Share(message, DriverToDevice);
        int status = ccp.Digest(address, message.Length, contexts.PaddrAt(DigestOffset));
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
