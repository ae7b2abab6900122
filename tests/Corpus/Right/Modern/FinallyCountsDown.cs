using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An array of shares that are made one by one in a try; the finally ends as many as there are.
public sealed class FinallyCountsDown<THal>(NetPort port)
    where THal : struct, IHal
{
    public int SendAll(Packet[] packets)
    {
        var shares = new Shared<THal>[packets.Length];
        int made = 0, sent = 0;
        try
        {
            for (; made < packets.Length; made++)
            {
                shares[made] = new Shared<THal>(packets[made].Buffer, DriverToDevice);
            }

            foreach (Shared<THal> share in shares)
            {
                if (!port.Transmit(share.Paddr, share.Buffer.Length))
                {
                    break;
                }

                sent++;
            }

            while (port.ReapTransmitted() > 0)
            {
                Thread.Yield();
            }
        }
        finally
        {
            while (made > 0)
            {
                shares[--made].Unshare();
            }
        }

        return sent;
    }
}
