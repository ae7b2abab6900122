using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (ccree): the output is unmapped first, and the IV copied then.
internal sealed class CcreeCbc<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private const int BlockSize = 16;

    private readonly byte[] _iv = new byte[BlockSize];

    public ReadOnlySpan<byte> Iv => _iv;

    public int Encrypt(DmaBuffer data, PhysAddr key)
    {
        if (data.Length % BlockSize != 0)
        {
            return -22;
        }

        PhysAddr paddr = THal.Share(data, BufferDirection.Both);
        int error = unit.Encrypt(paddr, paddr, key, data.Length);
        if (error != 0)
        {
            THal.Unshare(paddr, data, BufferDirection.Both);
            return error;
        }

        THal.Unshare(paddr, data, BufferDirection.Both);
        data.AsReadOnlySpan()[^BlockSize..].CopyTo(_iv);
        return 0;
    }
}
