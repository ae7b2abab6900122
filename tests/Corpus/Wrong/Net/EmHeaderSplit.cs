using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (em): the frame's share is ended by the address behind its Ethernet header.
internal sealed class HeaderSplitter<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int EthernetHeader = 14;

    public bool Send(DmaBuffer frame)
    {
        if (frame.Length <= EthernetHeader)
        {
            return false;
        }

        PhysAddr header = THal.Share(frame, DriverToDevice);
        PhysAddr payload = header + EthernetHeader;
        ring.Post(0, header, EthernetHeader);
        ring.Post(1, payload, frame.Length - EthernetHeader);
        ring.Doorbell();
        while (!ring.IsDone(1))
        {
        }

        THal.Unshare(payload, frame, DriverToDevice); //! HAL1001
        return true;
    }
}
