using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in RIOT (cpu/stm32 spi dma): a busy controller ends the receive share and leaves the transmit share.
internal sealed class SpiBus<THal>(SpiController spi)
    where THal : struct, IHal
{
    public int Transfer(DmaBuffer transmit, DmaBuffer receive)
    {
        (PhysAddr mosi, PhysAddr miso) = (THal.Share(transmit, DriverToDevice), THal.Share(receive, DeviceToDriver)); //! HAL1002 (no fix: aggregate)
        spi.SelectChip(0);
        int result = spi.Start(mosi, miso, receive.Length);
        if (result != 0)
        {
            THal.Unshare(miso, receive, DeviceToDriver);
            spi.ReleaseChip();
            return result;
        }

        if (!spi.WaitIdle(100))
        {
            spi.Abort();
            result = -110;
        }

        spi.ReleaseChip();
        THal.Unshare(miso, receive, DeviceToDriver);
        THal.Unshare(mosi, transmit, DriverToDevice);
        return result;
    }
}
