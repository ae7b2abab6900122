using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "8139cp: Add dma_mapping_error checking": the mapping of a dropped frame is ended before the frame is freed.
public sealed class CpTransmitter<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly PhysAddr[] _addresses = new PhysAddr[256];
    private readonly Packet?[] _packets = new Packet?[256];

    public int Dropped { get; private set; }

    public bool Transmit(Packet packet)
    {
        PhysAddr mapping = THal.Share(packet.Buffer, BufferDirection.DriverToDevice);
        if (!ring.TryPost(mapping, packet.Length, out int entry))
        {
            Dropped++;
            THal.Unshare(mapping, packet.Buffer, BufferDirection.DriverToDevice);
            packet.Free();
            return false;
        }

        _addresses[entry] = mapping;
        _packets[entry] = packet;
        ring.Doorbell();
        return true;
    }

    public void Reap()
    {
        while (ring.TryTake(out int entry, out _))
        {
            Packet? packet = _packets[entry];
            if (packet is null)
            {
                continue;
            }

            THal.Unshare(_addresses[entry], packet.Buffer, BufferDirection.DriverToDevice);
            _packets[entry] = null;
            packet.Free();
        }
    }
}
