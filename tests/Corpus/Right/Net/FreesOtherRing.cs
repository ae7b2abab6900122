using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's network drivers: the copied line for the second ring still names the pointer of the first.
public sealed unsafe class FreesOtherRing<THal>(Device nic)
    where THal : struct, IHal
{
    private DmaAllocation _rx;
    private DmaAllocation _tx;

    public int AllocateRings()
    {
        DmaAllocation rx = THal.DmaAlloc(1, Both);
        if (rx.Paddr == default)
        {
            return -12;
        }

        DmaAllocation tx = THal.DmaAlloc(1, Both);
        if (tx.Paddr == default)
        {
            goto FreeRx;
        }

        nic.WriteRegister(0x2800, rx.Paddr.Value);
        nic.WriteRegister(0x3800, tx.Paddr.Value);
        if (nic.Status < 0)
        {
            goto FreeTx;
        }

        (_rx, _tx) = (rx, tx);
        return 0;

    FreeTx:
        _ = THal.DmaDealloc(tx.Paddr, tx.Vaddr, 1);
    FreeRx:
        _ = THal.DmaDealloc(rx.Paddr, rx.Vaddr, 1);
        return -12;
    }

    public bool FreeRings() => (THal.DmaDealloc(_rx.Paddr, _rx.Vaddr, 1) | THal.DmaDealloc(_tx.Paddr, _tx.Vaddr, 1)) == 0;
}
