using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (rz-dmac): Complete unshares, and the address is posted again for the next period.
internal sealed class CyclicCapture<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private static bool Complete([Unshares] PhysAddr address, DmaBuffer period)
    {
        THal.Unshare(address, period, DeviceToDriver);
        return period[0] != 0;
    }

    public int Capture(DmaBuffer period, int periods)
    {
        int heard = 0;
        for (int n = 0; n < periods; n++)
        {
            PhysAddr address = THal.Share(period, DeviceToDriver);
            bool posted = firmware.TryPost(0x11, address);
            while (posted && !firmware.WaitReply(10))
            {
            }

            if (Complete(address, period))
            {
                heard++;
            }
            else
            {
                firmware.TryPost(0x12, address); //! HAL1010
            }
        }

        return heard;
    }
}
