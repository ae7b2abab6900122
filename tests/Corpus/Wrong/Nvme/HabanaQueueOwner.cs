using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (habanalabs): DmaDealloc runs on the address and pointer of a disposed owner.
internal sealed unsafe class EventQueueTest<THal>(Device accelerator)
    where THal : struct, IHal
{
    public int Run()
    {
        int status = 0;
        PhysAddr queueAddress;
        byte* queueMemory;
        using (var queue = new Dma<THal>(1, DeviceToDriver))
        {
            queueAddress = queue.Paddr;
            queueMemory = queue.Vaddr(0);
            accelerator.Program(queueAddress, HalConstants.PageSize);
            if (!accelerator.Wait(10))
            {
                status = -110;
            }

            accelerator.Reset();
        }

        if (status != 0)
        {
            status -= THal.DmaDealloc(queueAddress, queueMemory, 1); //! HAL2003
        }

        return status;
    }
}
