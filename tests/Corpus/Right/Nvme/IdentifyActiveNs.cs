using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in SPDK: "nvme: fix leak in nvme_ctrlr_identify_active_ns" (bc6d4f1b03): nobody looked whether the identify had failed
// at once, and its page stayed with the controller that was gone.
public sealed unsafe class NvmeNamespaces<THal>(NvmeQueue admin, Device controller)
    where THal : struct, IHal
{
    private const byte Identify = 0x06;

    public int ReadActive(DmaBuffer list)
    {
        PhysAddr page = THal.Share(list, DeviceToDriver);
        int command = admin.Submit(Identify, page, default);
        if (command < 0)
        {
            THal.Unshare(page, list, DeviceToDriver);
            return command;
        }

        Deadline deadline = Deadline.In(1000);
        while (!admin.IsDone(command))
        {
            if (deadline.Expired)
            {
                controller.Reset();
                THal.Unshare(page, list, DeviceToDriver);
                return -110;
            }
        }

        THal.Unshare(page, list, DeviceToDriver);
        return list[0];
    }
}
