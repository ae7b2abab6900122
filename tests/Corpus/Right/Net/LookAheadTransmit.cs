using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Two descriptors: one is on the wire, one is being mapped. Slots alternate by the parity of the packet.</summary>
public sealed class LookAheadTransmit<THal>(Ring ring)
    where THal : struct, IHal
{
    public int SendAll(IReadOnlyList<Packet> packets)
    {
        Span<PhysAddr> paddrs = stackalloc PhysAddr[2];
        int sent = 0;
        for (int i = 0; i < packets.Count; i++)
        {
            int slot = i & 1;
            if (i >= 2)
            {
                Await(slot);
                THal.Unshare(paddrs[slot], packets[i - 2].Buffer, DriverToDevice);
                sent++;
            }

            paddrs[slot] = THal.Share(packets[i].Buffer, DriverToDevice);
            ring.Post(slot, paddrs[slot], packets[i].Length);
            ring.Doorbell();
        }

        for (int i = Math.Max(0, packets.Count - 2); i < packets.Count; i++)
        {
            Await(i & 1);
            THal.Unshare(paddrs[i & 1], packets[i].Buffer, DriverToDevice);
            sent++;
        }

        return sent;
    }

    private void Await(int slot)
    {
        var spinner = default(SpinWait);
        while (!ring.IsDone(slot))
        {
            spinner.SpinOnce();
        }
    }
}
