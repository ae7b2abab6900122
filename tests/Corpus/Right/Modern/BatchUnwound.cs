using System.Linq;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A batch that is either whole or nothing: what was shared before the failure is ended backwards.
public static class BatchUnwound<THal>
    where THal : struct, IHal
{
    public static PhysAddr[]? MapAll(ReadOnlySpan<DmaBuffer> parts)
    {
        var addresses = new PhysAddr[parts.Length];
        int i = 0;
        try
        {
            for (; i < parts.Length; i++)
            {
                addresses[i] = THal.Share(parts[i], DriverToDevice);
            }

            return addresses;
        }
        catch (DmaException)
        {
            while (i-- > 0)
            {
                THal.Unshare(addresses[i], parts[i], DriverToDevice);
            }

            return null;
        }
    }

    public static bool Send(NetPort port, DmaBuffer[] parts)
    {
        if (MapAll(parts) is not { } addresses)
        {
            return false;
        }

        port.TransmitParts(addresses, Array.ConvertAll(parts, part => part.Length));
        while (port.ReapTransmitted() < parts.Length)
        {
            Thread.Yield();
        }

        foreach ((PhysAddr address, DmaBuffer part) in addresses.Zip(parts))
        {
            THal.Unshare(address, part, DriverToDevice);
        }

        return true;
    }
}
