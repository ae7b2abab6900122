using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Maps into arrays of the caller, who gives the same arrays back; a count says how far the mapping came.</summary>
public static class ScatterMap
{
    public static bool TryMap<THal>(ReadOnlySpan<DmaBuffer> parts, Span<PhysAddr> addresses, BufferDirection way, out int mapped)
        where THal : struct, IHal
    {
        mapped = 0;
        foreach (DmaBuffer part in parts)
        {
            try
            {
                addresses[mapped] = THal.Share(part, way);
            }
            catch (DmaException)
            {
                Unmap<THal>(parts, addresses, way, mapped);
                mapped = 0;
                return false;
            }

            mapped++;
        }

        return true;
    }

    public static void Unmap<THal>(ReadOnlySpan<DmaBuffer> parts, Span<PhysAddr> addresses, BufferDirection way, int mapped)
        where THal : struct, IHal
    {
        for (int i = mapped - 1; i >= 0; i--)
        {
            THal.Unshare(addresses[i], parts[i], way);
            addresses[i] = default;
        }
    }

    public static bool Send<THal>(NetPort port, ReadOnlySpan<DmaBuffer> parts)
        where THal : struct, IHal
    {
        if (parts.IsEmpty)
        {
            return true;
        }

        var addresses = new PhysAddr[parts.Length];
        if (!TryMap<THal>(parts, addresses, BufferDirection.DriverToDevice, out int mapped))
        {
            return false;
        }

        var lengths = new int[parts.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = parts[i].Length;
        }

        port.TransmitParts(addresses, lengths);
        while (port.ReapTransmitted() == 0)
        {
            Thread.Yield();
        }

        Unmap<THal>(parts, addresses, BufferDirection.DriverToDevice, mapped);
        return true;
    }
}
