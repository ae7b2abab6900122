using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Whether to map is asked once and kept, or asked of a value that does not change.
public sealed class ConditionalWithSameCall<THal>(SpiController spi)
    where THal : struct, IHal
{
    private const int DmaThreshold = 64;

    private static bool CanDma(int length) => length >= DmaThreshold;

    public int Transfer(DmaBuffer tx)
    {
        PhysAddr paddr = default;
        if (CanDma(tx.Length))
        {
            paddr = THal.Share(tx, DriverToDevice);
        }

        int error = spi.Start(paddr, default, tx.Length);
        spi.WaitIdle(10);
        if (CanDma(tx.Length))
        {
            THal.Unshare(paddr, tx, DriverToDevice);
        }

        return error;
    }
}
