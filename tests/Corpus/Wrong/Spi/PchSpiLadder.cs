using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (spi-topcliff-pch): when the controller is busy the clean-up ends a share that was not made.
internal sealed class HalfDuplex<THal>(SpiController spi)
    where THal : struct, IHal
{
    public int Read(PhysAddr dummy, DmaBuffer answer)
    {
        PhysAddr receive = default;
        int error;
        spi.SelectChip(2);
        if (spi.Busy)
        {
            error = -16;
            spi.ReleaseChip();
            THal.Unshare(receive, answer, DeviceToDriver); //! HAL1001
            return error;
        }

        receive = THal.Share(answer, DeviceToDriver);
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
