using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (habanalabs): the owner alone gives the memory back.
internal sealed class EventQueueTest<THal>(Device accelerator)
    where THal : struct, IHal
{
    public int Run()
    {
        int status = 0;
        using (var queue = new Dma<THal>(1, DeviceToDriver))
        {
            accelerator.Program(queue.Paddr, HalConstants.PageSize);
            if (!accelerator.Wait(10))
            {
                status = -110;
            }

            accelerator.Reset();
        }

        return status;
    }
}
