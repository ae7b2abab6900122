using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "net/hns3: fix double free for Rx/Tx queue": a queue that fails to start is stopped, and freed in one place.
public sealed unsafe class Hns3QueueTest<THal>(Device port)
    where THal : struct, IHal
{
    private const int QueueEnable = 0x80;

    public int Loopback(int budget)
    {
        DmaAllocation queue = THal.DmaAlloc(4, Both);
        if (queue.Paddr == default)
        {
            return -12;
        }

        int status = port.Start(queue.Paddr, 4 * HalConstants.PageSize);
        if (status != 0)
        {
            Log.Info("the queue did not start");
            StopQueue();
        }
        else
        {
            status = port.Wait(budget) ? 0 : -110;
            StopQueue();
        }

        int freed = THal.DmaDealloc(queue.Paddr, queue.Vaddr, 4);
        return status != 0 ? status : freed;
    }

    private void StopQueue()
    {
        port.WriteRegister(QueueEnable, 0);
        port.Reset();
    }
}
