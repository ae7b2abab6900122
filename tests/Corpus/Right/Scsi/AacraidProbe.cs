using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "scsi: aacraid: Fix double-free on probe failure": only the common clean-up of probe frees the queues.
public sealed unsafe class Aacraid<THal>(Device controller)
    where THal : struct, IHal
{
    private const nuint QueuePages = 8;

    public int Probe()
    {
        DmaAllocation queues = THal.DmaAlloc(QueuePages, BufferDirection.Both);
        if (queues.Paddr == default)
        {
            return -12;
        }

        int status = controller.Start(queues.Paddr, (int)QueuePages * HalConstants.PageSize);
        if (status != 0)
        {
            controller.Reset();
            goto outUnmap;
        }

        if (!controller.Wait(3000))
        {
            Log.Info("the adapter does not answer");
            status = -110;
        }

        controller.Reset();
    outUnmap:
        int freed = THal.DmaDealloc(queues.Paddr, queues.Vaddr, QueuePages);
        return status != 0 ? status : freed;
    }
}
