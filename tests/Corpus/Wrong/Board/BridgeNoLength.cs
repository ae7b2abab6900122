using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in iPXE (dma): the buffer is cleared by an assignment before its share is ended.
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

        data = default;
        THal.Unshare(wire, data, DriverToDevice); //! HAL1009
        packet.Free();
        return sent;
    }
}
