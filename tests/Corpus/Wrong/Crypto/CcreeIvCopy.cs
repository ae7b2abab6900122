using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (ccree): the next IV is taken from the output while the engine's mapping still holds it.
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

        data.AsReadOnlySpan()[^BlockSize..].CopyTo(_iv); //! HAL1007
        THal.Unshare(paddr, data, BufferDirection.Both);
        return 0;
    }
}
