using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A ring that is filled until it is full: the buffer that did not go in is ended, those before it belong to the ring.
public sealed class FillsTheRing<THal>(NetPort port, Queue rx)
    where THal : struct, IHal
{
    public int Refill()
    {
        int added = 0;
        while (port.Allocate(2048) is { } packet)
        {
            PhysAddr paddr = THal.Share(packet.Buffer, DeviceToDriver);
            if (!rx.TryAdd(paddr, packet.Buffer))
            {
                THal.Unshare(paddr, packet.Buffer, DeviceToDriver);
                packet.Free();
                break;
            }

            added++;
        }

        return added;
    }

    public int RefillCounted(int wanted)
    {
        for (int added = 0; added < wanted; added++)
        {
            Packet? packet = port.Allocate(2048);
            if (packet == null)
            {
                return added;
            }

            PhysAddr paddr;
            try
            {
                paddr = THal.Share(packet.Buffer, DeviceToDriver);
            }
            catch (DmaException)
            {
                packet.Free();
                return added;
            }

            int error;
            try
            {
                error = rx.AddOrError(paddr, packet.Buffer);
            }
            catch (DeviceException)
            {
                error = -5;
            }

            if (error is not 0)
            {
                THal.Unshare(paddr, packet.Buffer, DeviceToDriver);
                packet.Free();
                return added;
            }
        }

        return wanted;
    }

    public int Receive(Span<byte> into)
    {
        if (!rx.TryPop(out PhysAddr paddr, out DmaBuffer buffer))
        {
            return 0;
        }

        THal.Unshare(paddr, buffer, DeviceToDriver);
        int length = Math.Min(into.Length, buffer.Length);
        buffer.AsReadOnlySpan()[..length].CopyTo(into);
        PhysAddr again = THal.Share(buffer, DeviceToDriver);
        rx.Add(again, buffer);
        return length;
    }
}
