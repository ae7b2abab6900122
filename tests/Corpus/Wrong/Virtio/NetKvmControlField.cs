using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Windows drivers (NetKVM): nobody ends the share in the field, Abort only marks the slot as empty.
internal sealed class AnnouncePacket<THal>(NetPort port)
    where THal : struct, IHal
{
    private PhysAddr _address;
    private DmaBuffer _packet;

    public bool Pending => _address != default;

    public bool Begin(DmaBuffer packet)
    {
        if (Pending)
        {
            return false;
        }

        _packet = packet;
        _address = THal.Share(packet, DriverToDevice); //! HAL1002 (no fix: overwritten)
        return port.Transmit(_address, packet.Length);
    }

    public void Abort()
    {
        while (port.ReapTransmitted() == 0 && port.LinkUp)
        {
        }

        _address = default;
        _packet = default;
    }
}
