using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "crypto: caam/qi - fix IV DMA mapping and updating": the IV is unmapped as it was mapped.
public sealed class ChainedCipher<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private const int IvSize = 16;

    public int Encrypt(PhysAddr source, PhysAddr destination, int length, PinnedBuffer iv)
    {
        if (length <= 0 || length % IvSize != 0)
        {
            return -22;
        }

        DmaBuffer vector = iv.Buffer.Slice(0, IvSize);
        PhysAddr ivAddress = THal.Share(vector, BufferDirection.Both);
        int status = unit.Encrypt(source, destination, ivAddress, length);
        THal.Unshare(ivAddress, vector, BufferDirection.Both);
        if (status == 0)
        {
            Log.Info("the next request chains from the updated IV");
        }

        return status;
    }
}
