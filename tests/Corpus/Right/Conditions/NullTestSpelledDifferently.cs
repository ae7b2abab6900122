using Devices;
using Hal;

/// <summary>An optional packet: != null, is not null, a property pattern and ?. all ask the same.</summary>
public sealed class OptionalPacket<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port = new();

    public void Send(Packet? packet, DmaBuffer header)
    {
        PhysAddr headerAt = THal.Share(header, BufferDirection.DriverToDevice);
        PhysAddr bodyAt = default;
        DmaBuffer body = default;
        if (packet != null)
        {
            body = packet.Buffer;
            bodyAt = THal.Share(body, BufferDirection.DriverToDevice);
        }

        _port.Transmit(headerAt, header.Length);
        if (packet is not null)
        {
            _port.Transmit(bodyAt, body.Length);
        }

        if (packet is { })
        {
            THal.Unshare(bodyAt, body, BufferDirection.DriverToDevice);
        }

        THal.Unshare(headerAt, header, BufferDirection.DriverToDevice);
        packet?.Free();
    }
}
