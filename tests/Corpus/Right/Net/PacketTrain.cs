using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// The transmission of a chain of packets, which stops where the port is full. The packet that the port refused is unmapped and is the
// first of what is returned to the caller.
internal sealed class PacketTrain<THal>
    where THal : struct, IHal
{
    private readonly record struct Sent(Packet Packet, Shared<THal> Share);

    private readonly NetPort _port;
    private readonly Queue<Sent> _sent = new();

    public PacketTrain(NetPort port) => _port = port;

    /// <returns>The first packet that was not sent, or null.</returns>
    public Packet? Transmit(Packet? first)
    {
        Packet? packet = first;
        while (packet is not null)
        {
            Packet? next = packet.Next;
            if (packet.Length == 0)
            {
                packet.Free();
                packet = next;
                continue;
            }

            var share = new Shared<THal>(packet.Buffer, BufferDirection.DriverToDevice);
            if (!_port.Transmit(share.Paddr, share.Buffer.Length))
            {
                share.Unshare();
                return packet;
            }

            packet.Next = null;
            _sent.Enqueue(new Sent(packet, share));
            packet = next;
        }

        return null;
    }

    public void Reap()
    {
        int count = Math.Min(_port.ReapTransmitted(), _sent.Count);
        for (int i = 0; i < count; i++)
        {
            (Packet packet, Shared<THal> share) = _sent.Dequeue();
            share.Unshare();
            packet.Free();
        }
    }
}
