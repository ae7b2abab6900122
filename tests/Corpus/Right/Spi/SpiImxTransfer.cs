using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (spi-imx): both buffers are unshared in one place.
internal sealed class ImxSpi<THal>(SpiController spi)
    where THal : struct, IHal
{
    public int Transfer(int chip, DmaBuffer transmit, DmaBuffer receive)
    {
        if (transmit.Length != receive.Length)
        {
            return -22;
        }

        PhysAddr tx = THal.Share(transmit, DriverToDevice);
        PhysAddr rx = THal.Share(receive, DeviceToDriver);
        spi.SelectChip(chip);
        int error = spi.Start(tx, rx, transmit.Length);
        if (error == 0 && !spi.WaitIdle(200))
        {
            spi.Abort();
            error = -110;
        }

        spi.ReleaseChip();
        THal.Unshare(rx, receive, DeviceToDriver);
        THal.Unshare(tx, transmit, DriverToDevice);
        return error;
    }
}
