using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Maps the parts of a packet; rolls back upwards to the one that failed, which is not included.</summary>
public static class PacketMap<THal>
    where THal : struct, IHal
{
    public static unsafe bool TryTransmit(NetPort port, Packet packet)
    {
        int count = packet.FragmentCount + 1;
        var addresses = new PhysAddr[count];
        var lengths = new int[count];
        addresses[0] = THal.Share(packet.Buffer, DriverToDevice);
        lengths[0] = packet.Length;
        int mapped = 1;
        bool good = true;
        for (int f = 0; f < packet.FragmentCount && good; f++)
        {
            Fragment fragment = packet.Fragment(f);
            if (fragment.Length <= 0)
            {
                good = false;
                break;
            }

            addresses[mapped] = THal.Share(fragment.Buffer, DriverToDevice);
            lengths[mapped] = fragment.Length;
            mapped++;
        }

        if (good)
        {
            port.TransmitParts(addresses, lengths);
            while (port.ReapTransmitted() == 0)
            {
                Thread.SpinWait(5);
            }
        }

        THal.Unshare(addresses[0], packet.Buffer, DriverToDevice);
        for (int m = 1; m < mapped; m++)
        {
            THal.Unshare(addresses[m], packet.Fragment(m - 1).Buffer, DriverToDevice);
        }

        return good;
    }
}
