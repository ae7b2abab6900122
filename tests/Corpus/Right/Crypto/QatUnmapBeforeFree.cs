using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "crypto: qat - unmap buffer before free for DH": the buffer is unmapped, then freed.
public sealed unsafe class SharedSecret<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Compute(ReadOnlySpan<byte> secret, PhysAddr result)
    {
        if (secret.IsEmpty)
        {
            return -22;
        }

        if (unit.Busy)
        {
            return -16;
        }

        var memory = (byte*)NativeMemory.AllocZeroed((nuint)secret.Length);
        var buffer = new DmaBuffer(memory, secret.Length);
        secret.CopyTo(buffer.AsSpan());
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        int status = unit.Digest(address, secret.Length, result);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        NativeMemory.Free(memory);
        return status;
    }
}
