using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "crypto: testmgr - avoid DMA mapping from text, rodata, stack": a constant test vector is shared for the
// cipher to write.
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
        fixed (byte* text = vector)
        {
            var buffer = new DmaBuffer(text, Length);
            PhysAddr address = THal.Share(buffer, BufferDirection.Both); //! HAL1016
            int status = unit.Encrypt(address, address, key, Length);
            THal.Unshare(address, buffer, BufferDirection.Both);
            return status;
        }
    }
}
