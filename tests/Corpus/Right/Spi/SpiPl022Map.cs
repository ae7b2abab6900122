using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (spi-pl022): a refused start jumps to the label in front of both releases.
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

        PhysAddr txAddress = THal.Share(tx, DriverToDevice);
        PhysAddr rxAddress = THal.Share(rx, DeviceToDriver);
        error = spi.Start(txAddress, rxAddress, tx.Length);
        if (error != 0)
        {
            goto unmap;
        }

        if (!spi.WaitIdle(200))
        {
            spi.Abort();
            error = -110;
        }

    unmap:
        THal.Unshare(rxAddress, rx, DeviceToDriver);
        THal.Unshare(txAddress, tx, DriverToDevice);
    done:
        spi.ReleaseChip();
        return error;
    }
}
