using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's drivers/dma: a helper writes the source register once more when the transfer is already unmapped.
public sealed class KickAfterUnmap<THal>(MmioRegion channel)
    where THal : struct, IHal
{
    private void SetSource(PhysAddr source, int length)
    {
        channel.Write64(0x00, source.Value);
        channel.Write32(0x08, (uint)length);
    }

    public void Run(DmaBuffer buffer, bool again)
    {
        PhysAddr source = THal.Share(buffer, DriverToDevice);
        SetSource(source, buffer.Length);
        channel.Write32(0x0C, 1);
        while ((channel.Read32(0x10) & 1) == 0)
        {
            Thread.Yield();
        }

        THal.Unshare(source, buffer, DriverToDevice);
        if (again)
        {
            SetSource(source, buffer.Length); //! HAL1010
            channel.Write32(0x0C, 1);
        }
    }
}
