using System.Collections.Generic;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A chain of packets goes out together or not at all.</summary>
public static class ChainSender<THal>
    where THal : struct, IHal
{
    public static bool Send(NetPort port, Packet first)
    {
        var addresses = new List<PhysAddr>();
        Packet? failed = null;
        for (Packet? packet = first; packet is not null; packet = packet.Next)
        {
            if (packet.Length == 0 || addresses.Count == port.TransmitSpace)
            {
                failed = packet;
                break;
            }

            addresses.Add(THal.Share(packet.Buffer, DriverToDevice));
        }

        if (failed is null)
        {
            var lengths = new List<int>();
            for (Packet? packet = first; packet is not null; packet = packet.Next)
            {
                lengths.Add(packet.Length);
            }

            port.TransmitParts(CollectionsMarshal.AsSpan(addresses), CollectionsMarshal.AsSpan(lengths));
            for (int left = addresses.Count; left > 0;)
            {
                left -= port.ReapTransmitted();
            }
        }

        int index = 0;
        for (Packet? packet = first; packet != failed; packet = packet!.Next)
        {
            THal.Unshare(addresses[index++], packet!.Buffer, DriverToDevice);
        }

        return failed is null;
    }
}
