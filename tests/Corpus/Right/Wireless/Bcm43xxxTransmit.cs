using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NuttX (bcm43xxx): a packet that the port refuses is unmapped before it is freed.
public sealed unsafe class Bcm43xxxTransmit<THal>(NetPort port)
    where THal : struct, IHal
{
    private long _dropped;

    public long Dropped => _dropped;

    public bool Send(Packet packet)
    {
        if (packet.Length > packet.Capacity - packet.Headroom)
        {
            _dropped++;
            packet.Free();
            return false;
        }

        DmaBuffer frame = packet.Buffer;
        PhysAddr address = THal.Share(frame, DriverToDevice);
        if (port.Transmit(address, frame.Length))
        {
            while (port.ReapTransmitted() == 0)
            {
            }

            THal.Unshare(address, frame, DriverToDevice);
            packet.Free();
            return true;
        }

        _dropped++;
        THal.Unshare(address, frame, DriverToDevice);
        packet.Free();
        return false;
    }
}
