using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in iPXE (intel): the jump leaves the ring to the label.
internal sealed unsafe class Ladder<THal>(Device nic)
    where THal : struct, IHal
{
    public int Open()
    {
        int error = -12;
        DmaAllocation tx = THal.DmaAlloc(1, Both);
        if (tx.Paddr == default)
        {
            return error;
        }

        DmaAllocation rx = THal.DmaAlloc(1, Both);
        if (rx.Paddr == default)
        {
            goto freeTransmit;
        }

        nic.Program(tx.Paddr, 4096);
        nic.Program(rx.Paddr, 4096);
        error = nic.Wait(100) ? 0 : -110;
        nic.Reset();
        if (error != 0)
        {
            goto freeReceive;
        }

        Log.Info("loopback passed");

    freeReceive:
        _ = THal.DmaDealloc(rx.Paddr, rx.Vaddr, 1);
    freeTransmit:
        _ = THal.DmaDealloc(tx.Paddr, tx.Vaddr, 1);
        return error;
    }
}
