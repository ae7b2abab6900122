using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (bna): the register gets the address of the disposed ring.
internal sealed class QueueSwap<THal>(MmioRegion queue)
    where THal : struct, IHal
{
    private const nuint Base = 0x00;
    private const nuint Enable = 0x08;

    public Dma<THal>? Resize(Dma<THal> old, nuint pages)
    {
        queue.Write32(Enable, 0);
        PhysAddr before = old.Paddr;
        old.Dispose();
        if (!Dma<THal>.TryCreate(pages, Both, out Dma<THal>? larger))
        {
            queue.Write64(Base, before.Value); //! HAL2008
            return null;
        }

        queue.Write64(Base, larger.Paddr.Value);
        queue.Write32(Enable, 1);
        return larger;
    }
}
