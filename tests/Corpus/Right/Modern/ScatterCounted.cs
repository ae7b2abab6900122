using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Scatter-gather with a counted loop over stack memory for the addresses, which are values and not buffers.
public sealed unsafe class ScatterCounted<THal>(NetPort port)
    where THal : struct, IHal
{
    private const int MaxParts = 17;

    public bool Transmit(Packet packet)
    {
        int parts = packet.FragmentCount + 1;
        if (parts > MaxParts)
        {
            return false;
        }

        Span<PhysAddr> addresses = stackalloc PhysAddr[MaxParts];
        Span<int> lengths = stackalloc int[MaxParts];
        addresses[0] = THal.Share(packet.Buffer, DriverToDevice);
        lengths[0] = packet.Length;
        int mapped = 1;
        bool complete = false;
        try
        {
            while (mapped < parts)
            {
                DmaBuffer part = packet.Fragment(mapped - 1).Buffer;
                addresses[mapped] = THal.Share(part, DriverToDevice);
                lengths[mapped] = part.Length;
                mapped++;
            }

            port.TransmitParts(addresses[..mapped], lengths[..mapped]);
            complete = SpinWait.SpinUntil(() => port.ReapTransmitted() > 0, 100);
        }
        finally
        {
            while (--mapped > 0)
            {
                THal.Unshare(addresses[mapped], packet.Fragment(mapped - 1).Buffer, DriverToDevice);
            }

            THal.Unshare(addresses[0], packet.Buffer, DriverToDevice);
        }

        return complete;
    }
}
