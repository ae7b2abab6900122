using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "net: stmmac: Fix error handling path in 'alloc_dma_rx_desc_resources()'": the ring that a helper allocated is
// lost where the second call of the helper fails.
public sealed unsafe class StmmacRings<THal>(Device mac)
    where THal : struct, IHal
{
    private const nuint RingPages = 2;

    public int Loopback()
    {
        int status = AllocateRing(out DmaAllocation receive); //! HAL2002 (no fix: helper acquires)
        if (status != 0)
        {
            return status;
        }

        status = AllocateRing(out DmaAllocation transmit);
        if (status != 0)
        {
            return status;
        }

        mac.Program(receive.Paddr, 8192);
        mac.Program(transmit.Paddr, 8192);
        bool passed = mac.Wait(100);
        mac.Reset();
        int freed = THal.DmaDealloc(transmit.Paddr, transmit.Vaddr, RingPages);
        freed |= THal.DmaDealloc(receive.Paddr, receive.Vaddr, RingPages);
        return passed ? freed : -110;
    }

    private static int AllocateRing(out DmaAllocation ring)
    {
        ring = THal.DmaAlloc(RingPages, BufferDirection.Both);
        return ring.Paddr == default ? -12 : 0;
    }
}
