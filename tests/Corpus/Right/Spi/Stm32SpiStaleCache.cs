using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in NuttX: "arch/arm/stm32h7: Fix SPI RX DMA returning stale DCACHE data" (1446961c87a): the receive buffer's cache lines
// were invalidated before the transfer was started instead of after it.
public sealed unsafe class Stm32Spi<THal>
    where THal : struct, IHal
{
    private readonly SpiController _spi;

    public Stm32Spi(SpiController spi) => _spi = spi;

    public int Exchange(int chip, DmaBuffer receive)
    {
        PhysAddr target = THal.Share(receive, DeviceToDriver);
        _spi.SelectChip(chip);
        _spi.SetReceive(target, receive.Length);
        _spi.Run();
        bool idle = _spi.WaitIdle(50);
        if (!idle)
        {
            _spi.Abort();
        }

        _spi.ReleaseChip();
        THal.Unshare(target, receive, DeviceToDriver);
        return idle ? receive.Length : -110;
    }
}
