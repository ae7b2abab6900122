using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux ("do not unmap DMA_MAPPING_ERROR"): the marker of an unmapped request reaches the unmap.
public sealed class UnmapsTheMarker<THal>(SpiController spi)
    where THal : struct, IHal
{
    private static readonly PhysAddr s_none = default;

    public int Transfer(DmaBuffer tx, bool useDma, ReadOnlySpan<byte> pio)
    {
        PhysAddr address = new(ulong.MaxValue);
        if (useDma)
        {
            address = THal.Share(tx, DriverToDevice);
        }
        else
        {
            Log.Info($"{pio.Length} bytes by hand");
        }

        int error = spi.Start(useDma ? address : s_none, s_none, tx.Length);
        spi.WaitIdle(100);
        THal.Unshare(address, tx, DriverToDevice); //! HAL1001
        return error;
    }
}
