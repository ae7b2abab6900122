using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux net (hns): the length of the unmap is that of the map.
internal sealed class HnsTransmit<THal>(NetPort port)
    where THal : struct, IHal
{
    private const int HeaderLength = 64;

    public bool Transmit(Packet packet)
    {
        DmaBuffer whole = packet.Buffer;
        if (whole.Length < 2 * HeaderLength)
        {
            return false;
        }

        DmaBuffer header = whole.Slice(0, HeaderLength);
        header[0] = 0x80;
        PhysAddr paddr = THal.Share(whole, BufferDirection.DriverToDevice);
        bool sent = port.Transmit(paddr, whole.Length);
        while (sent && port.ReapTransmitted() == 0)
        {
        }

        THal.Unshare(paddr, whole, BufferDirection.DriverToDevice);
        if (sent)
        {
            packet.Free();
        }

        return sent;
    }
}
