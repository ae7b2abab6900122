using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A packet in fragments goes out by one call with parallel arrays of addresses and lengths. The first fragments are unwound when a later
// one cannot be shared; all are kept with the packet until reaped.
public sealed class FragmentTrain<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port;
    private readonly Queue<(Packet Packet, PhysAddr[] Addresses)> _sent = new();

    public FragmentTrain(NetPort port) => _port = port;

    public bool Send(Packet packet)
    {
        int count = packet.FragmentCount;
        var addresses = new PhysAddr[count];
        var lengths = new int[count];
        int made = 0;
        try
        {
            for (; made < count; made++)
            {
                DmaBuffer fragment = packet.Fragment(made).Buffer;
                addresses[made] = THal.Share(fragment, DriverToDevice);
                lengths[made] = fragment.Length;
            }
        }
        catch (DmaException)
        {
            End(packet, addresses, made);
            return false;
        }

        _port.TransmitParts(addresses, lengths);
        _sent.Enqueue((packet, addresses));
        return true;
    }

    public void Reap()
    {
        int done = _port.ReapTransmitted();
        while (done-- > 0 && _sent.TryDequeue(out var sent))
        {
            End(sent.Packet, sent.Addresses, sent.Addresses.Length);
            sent.Packet.Free();
        }
    }

    private static void End(Packet packet, PhysAddr[] addresses, int count)
    {
        for (int i = 0; i < count; i++)
        {
            THal.Unshare(addresses[i], packet.Fragment(i).Buffer, DriverToDevice);
        }
    }
}
