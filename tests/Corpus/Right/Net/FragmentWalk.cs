using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Sends a packet with fragments: head and fragments are mapped by one walk that can be undone. The walk ends what it mapped when it
// fails; the caller owns the array only when it returned all of it.
public sealed class FragmentSender<THal>(NetPort port)
    where THal : struct, IHal
{
    private sealed record Sent(Packet Packet, Shared<THal>[] Parts);

    private readonly Queue<Sent> _sent = new();

    public bool Send(Packet packet)
    {
        if (port.TransmitSpace <= packet.FragmentCount || MapAll(packet) is not { } parts)
        {
            return false;
        }

        var addresses = new PhysAddr[parts.Length];
        var lengths = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            addresses[i] = parts[i].Paddr;
            lengths[i] = parts[i].Buffer.Length;
        }

        _sent.Enqueue(new Sent(packet, parts));
        port.TransmitParts(addresses, lengths);
        return true;
    }

    public void Reap()
    {
        for (int done = port.ReapTransmitted(); done > 0; done--)
        {
            Sent oldest = _sent.Dequeue();
            Unmap(oldest.Parts, oldest.Parts.Length);
            oldest.Packet.Free();
        }
    }

    private static Shared<THal>[]? MapAll(Packet packet)
    {
        var parts = new Shared<THal>[1 + packet.FragmentCount];
        int mapped = 0;
        try
        {
            parts[mapped] = new Shared<THal>(packet.Buffer, DriverToDevice);
            for (mapped = 1; mapped < parts.Length; mapped++)
            {
                parts[mapped] = new Shared<THal>(packet.Fragment(mapped - 1).Buffer, DriverToDevice);
            }

            return parts;
        }
        catch (DmaException)
        {
            Unmap(parts, mapped);
            return null;
        }
    }

    private static void Unmap(Shared<THal>[] parts, int count)
    {
        while (count > 0)
        {
            parts[--count].Unshare();
        }
    }
}
