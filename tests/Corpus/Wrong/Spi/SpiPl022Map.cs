using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (spi-pl022): a refused start jumps past the release of the transmit buffer.
internal sealed class DmaTransfer<THal>(SpiController spi)
    where THal : struct, IHal
{
    public int Exchange(DmaBuffer tx, DmaBuffer rx)
    {
        int error = -22;
        if (tx.Length != rx.Length)
        {
            goto done;
        }

        PhysAddr txAddress = THal.Share(tx, DriverToDevice); //! HAL1002
        PhysAddr rxAddress = THal.Share(rx, DeviceToDriver);
        error = spi.Start(txAddress, rxAddress, tx.Length);
        if (error != 0)
        {
            THal.Unshare(rxAddress, rx, DeviceToDriver);
            goto done;
        }

        if (!spi.WaitIdle(200))
        {
            spi.Abort();
            error = -110;
        }

        THal.Unshare(rxAddress, rx, DeviceToDriver);
        THal.Unshare(txAddress, tx, DriverToDevice);
    done:
        spi.ReleaseChip();
        return error;
    }
}
