using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "iwlwifi: fix dma mappings and skb leak": taking the interface down emptied the queue without unmapping what
// was pending in it.
public static class IwlTest<THal>
    where THal : struct, IHal
{
    public static int Burst(Ring ring, Packet first, int timeout)
    {
        var pending = new List<(PhysAddr Address, DmaBuffer Buffer)>();
        for (Packet? packet = first; packet != null; packet = packet.Next)
        {
            DmaBuffer buffer = packet.Buffer;
            PhysAddr address = THal.Share(buffer, DriverToDevice);
            pending.Add((address, buffer));
            ring.Post(ring.Head++, address, buffer.Length);
        }

        ring.Doorbell();
        var deadline = Deadline.In(timeout);
        while (ring.Head != ring.Tail)
        {
            if (deadline.Expired)
            {
                ring.Stop();
                Release(pending);
                pending.Clear();
                return -110;
            }
        }

        int sent = pending.Count;
        Release(pending);
        return sent;
    }

    private static void Release(List<(PhysAddr Address, DmaBuffer Buffer)> pending)
    {
        foreach ((PhysAddr address, DmaBuffer buffer) in pending)
        {
            THal.Unshare(address, buffer, DriverToDevice);
        }
    }
}
