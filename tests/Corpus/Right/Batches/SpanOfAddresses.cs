using System;
using Devices;
using Hal;

namespace Drivers;

// Like small scatter lists on the stack: addresses in a stackalloc'd span, filled by one helper, emptied by another. The helpers agree
// on the count, which the first returns and the second gets.
public static class ScatterSend<THal>
    where THal : struct, IHal
{
    private const int Max = 16;

    public static int Send(SpiController bus, ReadOnlySpan<DmaBuffer> parts, DmaBuffer sink)
    {
        if (parts.Length > Max)
        {
            return -7;
        }

        Span<PhysAddr> addresses = stackalloc PhysAddr[Max];
        int shared = ShareParts(parts, addresses);
        try
        {
            return shared == parts.Length ? SendParts(bus, parts, addresses[..shared], sink) : -12;
        }
        finally
        {
            EndParts(parts[..shared], addresses);
        }
    }

    private static int SendParts(SpiController bus, ReadOnlySpan<DmaBuffer> parts, ReadOnlySpan<PhysAddr> addresses, DmaBuffer sink)
    {
        using var receive = new SharedScope<THal>(sink, BufferDirection.DeviceToDriver);
        int sent = 0;
        foreach (PhysAddr address in addresses)
        {
            int length = Math.Min(parts[sent].Length, sink.Length);
            if (bus.Start(address, receive.Paddr, length) != 0)
            {
                break;
            }

            if (!bus.WaitIdle(10))
            {
                bus.Abort();
                break;
            }

            sent++;
        }

        return sent;
    }

    private static int ShareParts(ReadOnlySpan<DmaBuffer> parts, Span<PhysAddr> addresses)
    {
        int count = 0;
        try
        {
            foreach (DmaBuffer part in parts)
            {
                addresses[count] = THal.Share(part, BufferDirection.DriverToDevice);
                count++;
            }
        }
        catch (DmaException)
        {
            Log.Info("a part cannot be shared");
        }

        return count;
    }

    private static void EndParts(ReadOnlySpan<DmaBuffer> parts, ReadOnlySpan<PhysAddr> addresses)
    {
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        }
    }
}
