using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NuttX (imxrt_lpspi): both shares end where the loop is left, and nowhere else.
internal sealed class Lpspi<THal>(SpiController controller)
    where THal : struct, IHal
{
    public int ReadPages(DmaBuffer dummy, DmaBuffer page, int count)
    {
        PhysAddr clock = THal.Share(dummy, DriverToDevice);
        PhysAddr into = THal.Share(page, DeviceToDriver);
        int error = 0;
        while (count-- > 0)
        {
            error = controller.Start(clock, into, page.Length);
            if (error != 0)
            {
                break;
            }

            if (!controller.WaitIdle(10))
            {
                controller.Abort();
                error = -110;
                break;
            }
        }

        THal.Unshare(into, page, DeviceToDriver);
        THal.Unshare(clock, dummy, DriverToDevice);
        return error;
    }
}
