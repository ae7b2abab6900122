using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// The transmit function of a network driver that maps the fragments of a packet one after another. When a fragment cannot be mapped or
// the queue refuses, a loop backwards ends those that were.
internal sealed class FragmentUnwind<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port;
    private readonly Queue<(Packet Packet, PhysAddr[] Addresses)> _sent = new();

    public FragmentUnwind(NetPort port) => _port = port;

    public bool Transmit(Packet packet)
    {
        int count = packet.FragmentCount;
        if (count == 0 || count > _port.TransmitSpace)
        {
            return false;
        }

        var addresses = new PhysAddr[count];
        var lengths = new int[count];
        int mapped = 0;
        try
        {
            for (; mapped < count; mapped++)
            {
                DmaBuffer part = packet.Fragment(mapped).Buffer;
                addresses[mapped] = THal.Share(part, BufferDirection.DriverToDevice);
                lengths[mapped] = part.Length;
            }
        }
        catch (DmaException)
        {
            while (--mapped >= 0)
            {
                THal.Unshare(addresses[mapped], packet.Fragment(mapped).Buffer, BufferDirection.DriverToDevice);
            }

            return false;
        }

        _sent.Enqueue((packet, addresses));
        _port.TransmitParts(addresses, lengths);
        return true;
    }

    public void Reap()
    {
        for (int done = _port.ReapTransmitted(); done > 0 && _sent.TryDequeue(out var entry); done--)
        {
            for (int i = 0; i < entry.Addresses.Length; i++)
            {
                THal.Unshare(entry.Addresses[i], entry.Packet.Fragment(i).Buffer, BufferDirection.DriverToDevice);
            }

            entry.Packet.Free();
        }
    }
}
