using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Maps the few parts of a message into a span on the stack and sends them with one call. The helper fills the span from the front and
// returns how many; the caller ends that many after the wait.
public sealed class StackMapped<THal>(NetPort port, Device device)
    where THal : struct, IHal
{
    private const int MostParts = 8;

    public bool Send(ReadOnlySpan<DmaBuffer> message)
    {
        if (message.Length is 0 or > MostParts)
        {
            return false;
        }

        Span<PhysAddr> addresses = stackalloc PhysAddr[MostParts];
        Span<int> lengths = stackalloc int[MostParts];
        int mapped = Map(message, addresses, lengths);
        bool whole = mapped == message.Length;
        bool sent = false;
        if (whole)
        {
            port.TransmitParts(addresses[..mapped], lengths[..mapped]);
            sent = device.Wait(10);
            if (!sent)
            {
                device.Reset();
            }
        }

        for (int i = 0; i < mapped; i++)
        {
            THal.Unshare(addresses[i], message[i], DriverToDevice);
        }

        return sent;
    }

    private static int Map(ReadOnlySpan<DmaBuffer> message, Span<PhysAddr> addresses, Span<int> lengths)
    {
        int count = 0;
        foreach (DmaBuffer part in message)
        {
            try
            {
                addresses[count] = THal.Share(part, DriverToDevice);
            }
            catch (DmaException)
            {
                break;
            }

            lengths[count++] = part.Length;
        }

        return count;
    }
}
