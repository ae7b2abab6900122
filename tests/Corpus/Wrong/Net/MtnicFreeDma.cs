using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[mtnic] Switch to malloc_dma() and free_dma()": the event queue comes from DmaAlloc and is released by
// Unshare, so that it is never freed.
public sealed unsafe class EventQueueTest<THal>(Device nic)
    where THal : struct, IHal
{
    private const int QueueBytes = 4096;

    public int SelfTest()
    {
        DmaAllocation queue = THal.DmaAlloc(1, BufferDirection.Both);
        if (queue.Paddr == default)
        {
            return -12;
        }

        for (int i = 31; i < QueueBytes; i += 32)
        {
            queue.Vaddr[i] = 0x80;
        }

        nic.Program(queue.Paddr, QueueBytes);
        nic.Kick();
        int status = nic.Wait(50) ? 0 : -110;
        nic.Reset();
        if (status == 0 && (queue.Vaddr[31] & 0x80) != 0)
        {
            status = -5;
        }

        THal.Unshare(queue.Paddr, new DmaBuffer(queue.Vaddr, QueueBytes), BufferDirection.Both); //! HAL1012
        return status;
    }
}
