using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "mt76: dma: fix buffer unmap with non-linear skbs" (f2be00b1): a descriptor has two buffers, and of a packet in
// pieces those in even positions were not unmapped.
public unsafe class Mt76Transmit<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int MaxBuffers = 8;

    public int Send(Packet packet)
    {
        int count = packet.FragmentCount;
        if (count > MaxBuffers)
        {
            return -90;
        }

        var addresses = new PhysAddr[MaxBuffers];
        for (int i = 0; i < count; i++)
        {
            addresses[i] = THal.Share(packet.Fragment(i).Buffer, BufferDirection.DriverToDevice); //! HAL1002 (no fix: table)
            ring.Post(ring.Head + (i / 2), addresses[i], packet.Fragment(i).Length);
        }

        ring.Doorbell();
        while (!ring.IsDone(ring.Head))
        {
        }

        for (int i = 1; i < count; i += 2)
        {
            THal.Unshare(addresses[i], packet.Fragment(i).Buffer, BufferDirection.DriverToDevice);
        }

        return count;
    }
}
