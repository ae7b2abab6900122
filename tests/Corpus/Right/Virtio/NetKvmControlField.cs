using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Windows drivers (NetKVM): Abort ends the share in the field, and so does a refused transmission.
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
        _address = THal.Share(packet, DriverToDevice);
        if (port.Transmit(_address, packet.Length))
        {
            return true;
        }

        Release();
        return false;
    }

    public void Abort()
    {
        if (!Pending)
        {
            return;
        }

        while (port.ReapTransmitted() == 0 && port.LinkUp)
        {
        }

        Release();
    }

    private void Release()
    {
        THal.Unshare(_address, _packet, DriverToDevice);
        _address = default;
        _packet = default;
    }
}
