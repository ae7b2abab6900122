using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (bna): the old ring is disposed when the register has the address of the new one.
internal sealed class QueueSwap<THal>(MmioRegion queue)
    where THal : struct, IHal
{
    private const nuint Base = 0x00;
    private const nuint Enable = 0x08;

    public Dma<THal>? Resize(Dma<THal> old, nuint pages)
    {
        queue.Write32(Enable, 0);
        PhysAddr before = old.Paddr;
        if (!Dma<THal>.TryCreate(pages, Both, out Dma<THal>? larger))
        {
            queue.Write64(Base, before.Value);
            queue.Write32(Enable, 1);
            return null;
        }

        queue.Write64(Base, larger.Paddr.Value);
        old.Dispose();
        queue.Write32(Enable, 1);
        return larger;
    }
}
