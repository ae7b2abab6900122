using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux fq pacing: packets wait until their budget is there, and are mapped only when they go out. What waits is not shared, what
// is sent is kept in order with its share, and a reaped count ends as many.
public sealed class PacedTransmit<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port;
    private readonly LinkedList<Packet> _waiting = new();
    private readonly Queue<(Packet Packet, PhysAddr Address)> _sent = new();
    private int _credit;

    public PacedTransmit(NetPort port) => _port = port;

    public void Enqueue(Packet packet) => _waiting.AddLast(packet);

    public void Tick(int bytes)
    {
        _credit += bytes;
        Reap();
        while (_waiting.First is { Value: var packet } && packet.Length <= _credit)
        {
            PhysAddr address = THal.Share(packet.Buffer, BufferDirection.DriverToDevice);
            if (!_port.Transmit(address, packet.Length))
            {
                THal.Unshare(address, packet.Buffer, BufferDirection.DriverToDevice);
                return;
            }

            _waiting.RemoveFirst();
            _credit -= packet.Length;
            _sent.Enqueue((packet, address));
        }
    }

    private void Reap()
    {
        for (int done = _port.ReapTransmitted(); done > 0 && _sent.Count > 0; done--)
        {
            var (packet, address) = _sent.Dequeue();
            THal.Unshare(address, packet.Buffer, BufferDirection.DriverToDevice);
            packet.Free();
        }
    }
}
