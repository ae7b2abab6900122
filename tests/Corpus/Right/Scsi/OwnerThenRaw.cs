using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's drivers/scsi ("fix double free of the request ring"): the owner gives the memory back, and so does the old code
// below it.
public sealed unsafe class OwnerThenRaw<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    public int SelfTest()
    {
        if (!Dma<THal>.TryCreate(2, Both, out Dma<THal>? ring))
        {
            return -12;
        }

        PhysAddr paddr = ring.Paddr;
        byte* vaddr = ring.Vaddr(0);
        int error = firmware.Execute(0x77, paddr);
        ring.Dispose();
        Log.Info(error < 0 ? "self-test failed" : "self-test passed");
        return error;
    }
}
