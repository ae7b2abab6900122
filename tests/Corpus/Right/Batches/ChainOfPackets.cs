using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A chain of packets is walked twice: once to share and post, once to unshare and free.</summary>
public sealed class ChainSender<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();
    private readonly Dictionary<Packet, PhysAddr> _mapped = new();

    public void Send(Packet? head)
    {
        int index = _ring.Head;
        for (Packet? packet = head; packet != null; packet = packet.Next)
        {
            PhysAddr at = THal.Share(packet.Buffer, BufferDirection.DriverToDevice);
            _mapped[packet] = at;
            _ring.Post(index++, at, packet.Length);
        }

        _ring.Doorbell();
    }

    public void Reap(Packet? head)
    {
        Packet? packet = head;
        while (packet is not null)
        {
            Packet? next = packet.Next;
            if (_mapped.Remove(packet, out PhysAddr at))
            {
                THal.Unshare(at, packet.Buffer, BufferDirection.DriverToDevice);
            }

            packet.Free();
            packet = next;
        }
    }
}
