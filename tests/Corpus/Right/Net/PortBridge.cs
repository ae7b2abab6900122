using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A bridge that sends what one port received out of another without copying it. The receive share is ended before the packet gets a
// transmit share, which ends when the other port is done.
internal sealed class PortBridge<THal>
    where THal : struct, IHal
{
    private readonly NetPort _out;
    private readonly Queue<(Packet Packet, DmaBuffer Buffer, PhysAddr Address)> _inFlight = new();

    public PortBridge(NetPort input, NetPort output)
    {
        _out = output;
        input.Received += Forward;
    }

    public long Forwarded { get; private set; }

    public long Dropped { get; private set; }

    public void Forward(Packet packet)
    {
        Reap();
        if (!_out.LinkUp || packet.Length == 0)
        {
            Drop(packet);
            return;
        }

        DmaBuffer buffer = packet.Buffer;
        PhysAddr address;
        try
        {
            address = THal.Share(buffer, BufferDirection.DriverToDevice);
        }
        catch (DmaException)
        {
            Drop(packet);
            return;
        }

        if (!_out.Transmit(address, buffer.Length))
        {
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
            Drop(packet);
            return;
        }

        _inFlight.Enqueue((packet, buffer, address));
        Forwarded++;
    }

    public void Reap()
    {
        int done = _out.ReapTransmitted();
        while (done-- > 0 && _inFlight.Count > 0)
        {
            var (packet, buffer, address) = _inFlight.Dequeue();
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
            packet.Free();
        }
    }

    private void Drop(Packet packet)
    {
        packet.Free();
        Dropped++;
    }
}
