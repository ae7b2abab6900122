using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: dma: fix a regression in adding rx buffers": the link is looked at before the buffer of a round is
// mapped.
public sealed class RefillQueue<THal>(NetPort port, VendorQueue queue)
    where THal : struct, IHal
{
    public int Refill(DmaBuffer[] free)
    {
        int count = 0;
        foreach (DmaBuffer buffer in free)
        {
            if (!port.LinkUp)
            {
                return count;
            }

            PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
            if (queue.AddOverflows(address, buffer))
            {
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                break;
            }

            count++;
        }

        return count;
    }

    public void Complete(PhysAddr address, DmaBuffer buffer)
    {
        if (queue.TryFinish(address))
        {
            THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        }
    }
}
