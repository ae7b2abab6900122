using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: dma: fix a regression in adding rx buffers": the loop leaves by return when the link goes down,
// with the buffer of that round mapped.
public sealed class RefillQueue<THal>(NetPort port, VendorQueue queue)
    where THal : struct, IHal
{
    public int Refill(DmaBuffer[] free)
    {
        int count = 0;
        foreach (DmaBuffer buffer in free)
        {
            PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver); //! HAL1002
            if (!port.LinkUp)
            {
                return count;
            }

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
