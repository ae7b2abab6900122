using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in coreboot (spi, mediatek): the tail of the page is shared, and the tail is unshared.
internal sealed class FlashTail<THal>(SpiController spi, DmaBuffer page)
    where THal : struct, IHal
{
    private const int Head = 64;

    public bool ReadTail()
    {
        DmaBuffer tail = page.Slice(Head, 192);
        PhysAddr into = THal.Share(tail, DeviceToDriver);
        spi.SelectChip(1);
        spi.SetReceive(into, tail.Length);
        spi.Run();
        bool idle = spi.WaitIdle(10);
        if (!idle)
        {
            spi.Abort();
        }

        spi.ReleaseChip();

        THal.Unshare(into, tail, DeviceToDriver);
        return idle;
    }
}
