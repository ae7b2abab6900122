using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "crypto: testmgr - avoid DMA mapping from text, rodata, stack": the vector is copied to memory that may be
// written.
public sealed unsafe class CipherSelfTest<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private const int Length = 16;

    public int Run(PhysAddr key)
    {
        if (unit.Busy)
        {
            Log.Info("the unit is busy, no self test");
            return -16;
        }

        ReadOnlySpan<byte> vector = "single block msg"u8;
        using var text = new PinnedBuffer(Length);
        vector.CopyTo(text.Buffer.AsSpan());
        PhysAddr address = THal.Share(text.Buffer, BufferDirection.Both);
        int status = unit.Encrypt(address, address, key, Length);
        THal.Unshare(address, text.Buffer, BufferDirection.Both);
        return status;
    }
}
