using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: ccree - unmap buffer before copying IV".
public sealed class CcreeIvBeforeUnmap<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private const int BlockSize = 16;

    public int EncryptCbc(DmaBuffer source, DmaBuffer destination, PhysAddr key, Span<byte> iv)
    {
        PhysAddr input = THal.Share(source, DriverToDevice);
        PhysAddr output = THal.Share(destination, DeviceToDriver);
        int error = unit.Encrypt(input, output, key, source.Length);
        if (error == 0)
        {
            Complete(input, source, output, destination);
            // The last block of the cipher text is the IV of the next request.
            destination.AsSpan()[^BlockSize..].CopyTo(iv);
            return 0;
        }

        Complete(input, source, output, destination);
        return error;
    }

    private static void Complete(PhysAddr input, DmaBuffer source, PhysAddr output, DmaBuffer destination)
    {
        THal.Unshare(output, destination, DeviceToDriver);
        THal.Unshare(input, source, DriverToDevice);
    }
}
