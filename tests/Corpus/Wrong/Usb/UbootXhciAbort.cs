using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (xhci-ring): the time-out branch ends the share, and the finally ends it again.
internal sealed class BulkTransfer<THal>(Ring transfer)
    where THal : struct, IHal
{
    public int Run(DmaBuffer data)
    {
        PhysAddr trb = THal.Share(data, Both);
        try
        {
            if (!transfer.TryPost(trb, data.Length, out int slot))
            {
                return -28;
            }

            transfer.Doorbell();
            for (var deadline = Deadline.In(5000); !transfer.IsDone(slot);)
            {
                if (deadline.Expired)
                {
                    transfer.Stop();
                    THal.Unshare(trb, data, Both);
                    return -110;
                }
            }

            return data.Length;
        }
        finally
        {
            THal.Unshare(trb, data, Both); //! HAL1004
        }
    }
}
