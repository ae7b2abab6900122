using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Loops that are left and gone on with by goto.
public sealed class LabelledLoops<THal>(NetPort port, Device device)
    where THal : struct, IHal
{
    public int SendChains(IReadOnlyList<Packet> chains)
    {
        int sent = 0;
        foreach (Packet chain in chains)
        {
            for (Packet? packet = chain; packet != null; packet = packet.Next)
            {
                PhysAddr paddr = THal.Share(packet.Buffer, DriverToDevice);
                if (!port.Transmit(paddr, packet.Length))
                {
                    THal.Unshare(paddr, packet.Buffer, DriverToDevice);
                    if (!port.LinkUp)
                    {
                        goto Down;
                    }

                    goto NextChain;
                }

                for (int tries = 0; ; tries++)
                {
                    if (port.ReapTransmitted() > 0)
                    {
                        break;
                    }

                    if (tries == 1000)
                    {
                        device.Reset();
                        THal.Unshare(paddr, packet.Buffer, DriverToDevice);
                        goto Down;
                    }
                }

                THal.Unshare(paddr, packet.Buffer, DriverToDevice);
                sent++;
            }

        NextChain:
            continue;
        }

    Down:
        return sent;
    }
}
