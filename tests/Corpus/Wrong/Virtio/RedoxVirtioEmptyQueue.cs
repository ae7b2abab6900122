using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Redox (virtio-core): the branch for an absent queue asks for its zero pages.
internal sealed class QueueMemory<THal>(VirtioTransport transport)
    where THal : struct, IHal
{
    public Dma<THal>? Open(int index, nuint entries)
    {
        nuint pages = entries;
        Dma<THal> ring;
        if (pages == 0)
        {
            Log.Info($"queue {index} is absent");
            ring = new Dma<THal>(pages, Both); //! HAL2010
        }
        else
        {
            ring = new Dma<THal>(HalConstants.PagesFor(pages * 26 + 12), Both);
        }

        if (transport.SetQueue(index, ring.Paddr, (int)entries))
        {
            return ring;
        }

        transport.Reset();
        ring.Dispose();
        return null;
    }
}
