using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Out parameters and tuples hand the pair to the caller, who ends it.
public sealed class OutAndTuples<THal>(SpiController spi)
    where THal : struct, IHal
{
    private static (PhysAddr Tx, PhysAddr Rx) MapBoth(DmaBuffer tx, DmaBuffer rx)
    {
        PhysAddr first = THal.Share(tx, DriverToDevice);
        try
        {
            return (first, THal.Share(rx, DeviceToDriver));
        }
        catch
        {
            THal.Unshare(first, tx, DriverToDevice);
            throw;
        }
    }

    private static bool TryMapBoth(DmaBuffer tx, DmaBuffer rx, out (PhysAddr Tx, PhysAddr Rx) mapped)
    {
        mapped = default;
        try
        {
            mapped = MapBoth(tx, rx);
            return true;
        }
        catch (DmaException)
        {
            return false;
        }
    }

    public int Transfer(DmaBuffer tx, DmaBuffer rx)
    {
        if (!TryMapBoth(tx, rx, out var mapped))
        {
            return -12;
        }

        int status = spi.Start(mapped.Tx, mapped.Rx, tx.Length);
        if (status == 0 && !spi.WaitIdle(100))
        {
            spi.Abort();
            status = -110;
        }

        var (txAddress, rxAddress) = mapped;
        THal.Unshare(rxAddress, rx, DeviceToDriver);
        THal.Unshare(txAddress, tx, DriverToDevice);
        return status;
    }
}
