using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: dma: fix memory leak running mt76_dma_tx_cleanup": the fill shares each fragment, the clean-up
// starts behind the first of them.
public sealed class TransmitQueue<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    private const int MaxFragments = 17;

    public int Queue(Packet packet)
    {
        int count = packet.FragmentCount;
        if (count == 0 || count > MaxFragments)
        {
            return -22;
        }

        var addresses = new PhysAddr[count];
        var lengths = new int[count];
        for (int i = 0; i < count; i++)
        {
            DmaBuffer part = packet.Fragment(i).Buffer;
            addresses[i] = THal.Share(part, BufferDirection.DriverToDevice); //! HAL1002 (no fix: table)
            lengths[i] = part.Length;
        }

        port.TransmitParts(addresses, lengths);
        ring.Doorbell();
        while (!ring.IsDone(ring.Head))
        {
            System.Threading.Thread.Yield();
        }

        for (int i = 1; i < count; i++)
        {
            THal.Unshare(addresses[i], packet.Fragment(i).Buffer, BufferDirection.DriverToDevice);
        }

        packet.Free();
        return 0;
    }
}
