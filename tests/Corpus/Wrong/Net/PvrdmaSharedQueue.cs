using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "RDMA/vmw_pvrdma: Free SRQ only once": a queue that the device refused was freed by its own clean-up and by
// the one of the caller.
public unsafe class PvrdmaSrq<THal>(Mailbox device)
    where THal : struct, IHal
{
    private const nuint Pages = 4;

    public int CreateAndDestroy(uint limit)
    {
        DmaAllocation queue = THal.DmaAlloc(Pages, BufferDirection.Both);
        if (queue.Paddr == default)
        {
            return -12;
        }

        int error = Post(0x30, limit);
        if (error == 0)
        {
            error = Post(0x31, limit);
        }

        return Free() | error; //! HAL2003

        int Post(uint opcode, uint argument)
        {
            int rc = device.Execute(opcode + argument, queue.Paddr);
            if (rc != 0)
            {
                Free();
            }

            return rc;
        }

        int Free()
        {
            return THal.DmaDealloc(queue.Paddr, queue.Vaddr, Pages);
        }
    }
}
