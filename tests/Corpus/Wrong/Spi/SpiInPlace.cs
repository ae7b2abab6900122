using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (drivers/spi), where a transfer's receive buffer is its transmit buffer. A transfer in place maps the same bytes
// for both directions.
public sealed unsafe class InPlaceSpi<THal>(SpiController spi)
    where THal : struct, IHal
{
    public int TransferInPlace(DmaBuffer words)
    {
        if (spi.Busy || words.Length % 4 != 0)
        {
            return -22;
        }

        spi.SelectChip(0);
        PhysAddr output = THal.Share(words, DriverToDevice);
        PhysAddr input = THal.Share(words, DeviceToDriver); //! HAL1011
        int status = spi.Start(output, input, words.Length);
        if (status == 0 && !spi.WaitIdle(200))
        {
            spi.Abort();
            status = -110;
        }

        THal.Unshare(input, words, DeviceToDriver);
        THal.Unshare(output, words, DriverToDevice);
        spi.ReleaseChip();
        return status;
    }
}
