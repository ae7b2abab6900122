using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (drivers/spi), where a transfer's receive buffer is its transmit buffer. A transfer in place maps its bytes once,
// for both.
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
        PhysAddr address = THal.Share(words, Both);
        int status = spi.Start(address, address, words.Length);
        if (status == 0 && !spi.WaitIdle(200))
        {
            spi.Abort();
            status = -110;
        }

        THal.Unshare(address, words, Both);
        spi.ReleaseChip();
        return status;
    }
}
