using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "net: ll_temac: Fix iommu/swiotlb leak": the buffer was unmapped with the length of the frame.
public sealed unsafe class LlTemacReceive<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    private const int MaxFrame = 2048;

    public bool ReceiveOne()
    {
        Packet? packet = port.Allocate(MaxFrame);
        if (packet is null)
        {
            return false;
        }

        var room = new DmaBuffer(packet.Data, MaxFrame);
        PhysAddr address = THal.Share(room, DeviceToDriver);
        ring.Post(ring.Head, address, MaxFrame);
        ring.Doorbell();
        int length;
        while (!ring.TryTake(out _, out length))
        {
        }

        if (length > 1518)
        {
            length = 1518;
        }

        THal.Unshare(address, room, DeviceToDriver);
        packet.Length = length;
        port.Deliver(packet);
        return true;
    }
}
