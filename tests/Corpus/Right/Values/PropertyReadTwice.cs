using Devices;
using Hal;

/// <summary>The buffer is a property of the packet, read at Share and read again at Unshare.</summary>
public sealed class PropertyBuffer<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port = new();

    public bool Send(Packet packet)
    {
        PhysAddr at = THal.Share(packet.Buffer, BufferDirection.DriverToDevice);
        bool sent = _port.Transmit(at, packet.Length);
        THal.Unshare(at, packet.Buffer, BufferDirection.DriverToDevice);
        packet.Free();
        return sent;
    }

    public unsafe bool SendRaw(Packet packet)
    {
        PhysAddr at = THal.Share(new DmaBuffer(packet.Data, packet.Length), BufferDirection.DriverToDevice);
        bool sent = _port.Transmit(at, packet.Length);
        THal.Unshare(at, new DmaBuffer(packet.Data, packet.Length), BufferDirection.DriverToDevice);
        return sent;
    }

    public bool SendPinned(PinnedBuffer memory)
    {
        PhysAddr at = THal.Share(memory.Buffer, BufferDirection.DriverToDevice);
        bool sent = _port.Transmit(at, memory.Buffer.Length);
        THal.Unshare(at, memory.Buffer, BufferDirection.DriverToDevice);
        return sent;
    }
}
