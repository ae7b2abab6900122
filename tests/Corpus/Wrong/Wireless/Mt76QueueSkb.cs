using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in mt76: "mt76: fix tx skb error handling in mt76_dma_tx_queue_skb" (6a3cf957): preparing the packet changes the number
// of its buffers, and the way back goes by that.
public sealed unsafe class Mt76Transmit<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int MaxBuffers = 4;

    public int Queue(DmaBuffer header, DmaBuffer[] payload, PhysAddr[] sent)
    {
        var addresses = new PhysAddr[MaxBuffers];
        if (payload.Length >= MaxBuffers)
        {
            return -12;
        }

        PhysAddr descriptor = THal.Share(header, DriverToDevice);
        int count = 0;
        for (int i = 0; i < payload.Length; i++)
        {
            addresses[i] = THal.Share(payload[i], DriverToDevice); //! HAL1002 (no fix: table)
            count++;
        }

        // The firmware takes the first buffer, and finds the others by its list.
        count = 1;
        if (ring.IsFull)
        {
            for (count--; count > 0; count--)
            {
                THal.Unshare(addresses[count], payload[count], DriverToDevice);
            }

            THal.Unshare(descriptor, header, DriverToDevice);
            return -12;
        }

        ring.Post(ring.Head, descriptor, header.Length);
        addresses.CopyTo(sent, 1);
        sent[0] = descriptor;
        return count;
    }
}
