using System.Collections.Generic;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Loops over packets and queues with several answers, exceptions and continues.
public sealed class LendsInLoops<THal>(VendorQueue[] queues, NetPort port)
    where THal : struct, IHal
{
    public int Spread(IReadOnlyList<Packet> packets)
    {
        int sent = 0;
        foreach (Packet packet in packets)
        {
            PhysAddr paddr = THal.Share(packet.Buffer, DriverToDevice);
            bool taken = false;
            foreach (VendorQueue queue in queues)
            {
                if (queue.Place(paddr, packet.Buffer) >= 0)
                {
                    taken = true;
                    break;
                }
            }

            if (!taken)
            {
                THal.Unshare(paddr, packet.Buffer, DriverToDevice);
                continue;
            }

            sent++;
        }

        return sent;
    }

    public int Careful(IEnumerable<Packet> packets)
    {
        int sent = 0;
        foreach (Packet packet in packets)
        {
            PhysAddr paddr = THal.Share(packet.Buffer, DriverToDevice);
            try
            {
                switch (queues[0].Submit(paddr, packet.Buffer))
                {
                    case SubmitResult.Queued:
                        sent++;
                        continue;
                    case SubmitResult.Completed:
                        sent++;
                        break;
                }
            }
            catch (DeviceException) when (!port.LinkUp)
            {
                THal.Unshare(paddr, packet.Buffer, DriverToDevice);
                break;
            }

            THal.Unshare(paddr, packet.Buffer, DriverToDevice);
        }

        return sent;
    }

    public bool AnyOf(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        if (Array.Exists(queues, queue => queue.Offer(paddr, buffer) is null))
        {
            return true;
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        return false;
    }

    public int RoundRobin(DmaBuffer buffer, int start)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        int tried = 0;
        int at = start;
        while (true)
        {
            try
            {
                if (queues[at].Enqueue(paddr, buffer) is { Number: var number })
                {
                    return number;
                }
            }
            catch (DeviceException)
            {
                port.TransmitSpace--;
            }

            at = (at + 1) % queues.Length;
            if (++tried == queues.Length)
            {
                break;
            }
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        return -28;
    }
}
