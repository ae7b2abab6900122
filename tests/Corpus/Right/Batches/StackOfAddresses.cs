using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Up to sixteen parts: the addresses are on the stack, the buffers are not.</summary>
public static class SmallVector<THal>
    where THal : struct, IHal
{
    private const int Most = 16;

    public static bool Send(NetPort port, ReadOnlySpan<DmaBuffer> parts)
    {
        if (parts.Length is 0 or > Most)
        {
            return false;
        }

        Span<PhysAddr> addresses = stackalloc PhysAddr[Most];
        Span<int> lengths = stackalloc int[Most];
        addresses = addresses[..parts.Length];
        lengths = lengths[..parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = THal.Share(parts[i], DriverToDevice);
            lengths[i] = parts[i].Length;
        }

        port.TransmitParts(addresses, lengths);
        while (port.ReapTransmitted() == 0)
        {
            Thread.SpinWait(16);
        }

        for (int i = 0; i < parts.Length; i++)
        {
            THal.Unshare(addresses[i], parts[i], DriverToDevice);
        }

        return true;
    }
}
