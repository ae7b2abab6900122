using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in iPXE (dma): the share is ended with the buffer it was made of.
internal sealed class TransmitOnce<THal>(NetPort port)
    where THal : struct, IHal
{
    public bool Send(Packet packet)
    {
        if (!port.LinkUp)
        {
            packet.Free();
            return false;
        }

        DmaBuffer data = packet.Buffer;
        PhysAddr wire = THal.Share(data, DriverToDevice);
        bool sent = port.Transmit(wire, data.Length);
        while (sent && port.ReapTransmitted() == 0)
        {
        }

        THal.Unshare(wire, data, DriverToDevice);
        packet.Free();
        return sent;
    }
}
