using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (spi-hisi-sfc and others): && stops at the second helper, and the first one's share has no end.
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
        PhysAddr receive = default;
        bool mapped = TryMap(tx, DriverToDevice, out PhysAddr transmit) //! HAL1002 (no fix: condition)
            && TryMap(rx, DeviceToDriver, out receive);
        if (!mapped)
        {
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
