using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (Intel network drivers): the loop that undoes the mappings counts down to 0.
internal sealed class TransmitMap<THal>(Ring ring)
    where THal : struct, IHal
{
    public int Map(ReadOnlySpan<DmaBuffer> parts, Span<PhysAddr> result)
    {
        var mapped = new PhysAddr[parts.Length];
        int error = 0;
        int i = 0;
        for (; i < parts.Length; i++)
        {
            if (ring.IsFull)
            {
                error = -16;
                break;
            }

            mapped[i] = THal.Share(parts[i], DriverToDevice);
        }

        if (error != 0)
        {
            while (--i >= 0)
            {
                THal.Unshare(mapped[i], parts[i], DriverToDevice);
            }

            return error;
        }

        mapped.CopyTo(result);
        return parts.Length;
    }
}
