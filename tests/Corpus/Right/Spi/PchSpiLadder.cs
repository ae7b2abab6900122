using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (spi-topcliff-pch): when the controller is busy nothing was shared and nothing is ended.
internal sealed class HalfDuplex<THal>(SpiController spi)
    where THal : struct, IHal
{
    public int Read(PhysAddr dummy, DmaBuffer answer)
    {
        int error;
        spi.SelectChip(2);
        if (spi.Busy)
        {
            error = -16;
            spi.ReleaseChip();
            return error;
        }

        PhysAddr receive = THal.Share(answer, DeviceToDriver);
        error = spi.Start(dummy, receive, answer.Length);
        if (error == 0 && !spi.WaitIdle(25))
        {
            spi.Abort();
            error = -110;
        }

        THal.Unshare(receive, answer, DeviceToDriver);
        spi.ReleaseChip();
        return error;
    }
}
