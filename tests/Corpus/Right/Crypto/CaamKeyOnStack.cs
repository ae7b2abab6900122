using System.Runtime.InteropServices;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: caam - fix DMA mapping of stack memory" (c19650d6ea99).
public sealed unsafe class CaamKeyOnStack<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int HashKey(ReadOnlySpan<byte> key, DmaBuffer digest)
    {
        if (key.Length is 0 or > 128)
        {
            return -22;
        }

        byte* copy = (byte*)NativeMemory.Alloc(128);
        key.CopyTo(new Span<byte>(copy, 128));
        var keyBuffer = new DmaBuffer(copy, key.Length);
        PhysAddr keyAddress = THal.Share(keyBuffer, DriverToDevice);
        PhysAddr digestAddress = THal.Share(digest, DeviceToDriver);
        int error = unit.Digest(keyAddress, key.Length, digestAddress);
        THal.Unshare(digestAddress, digest, DeviceToDriver);
        THal.Unshare(keyAddress, keyBuffer, DriverToDevice);
        NativeMemory.Free(copy);
        return error;
    }
}
