using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (spi-hisi-sfc and others): where the second helper fails the share of the first is ended.
internal sealed class FullDuplex<THal>(SpiController spi)
    where THal : struct, IHal
{
    private static bool TryMap(DmaBuffer buffer, BufferDirection direction, [MustUnshare] out PhysAddr address)
    {
        try
        {
            address = THal.Share(buffer, direction);
            return true;
        }
        catch (DmaException)
        {
            address = default;
            return false;
        }
    }

    public bool Exchange(DmaBuffer tx, DmaBuffer rx)
    {
        if (!TryMap(tx, DriverToDevice, out PhysAddr transmit))
        {
            return false;
        }

        if (!TryMap(rx, DeviceToDriver, out PhysAddr receive))
        {
            THal.Unshare(transmit, tx, DriverToDevice);
            return false;
        }

        bool done = spi.Start(transmit, receive, tx.Length) == 0;
        if (done && !spi.WaitIdle(100))
        {
            spi.Abort();
            done = false;
        }

        THal.Unshare(receive, rx, DeviceToDriver);
        THal.Unshare(transmit, tx, DriverToDevice);
        return done;
    }
}
