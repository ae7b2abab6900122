using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (usb-storage): the share inside the retry loop replaces the one of the failed attempt.
internal sealed class BulkOnly<THal>(Mailbox pipe)
    where THal : struct, IHal
{
    private const int MaximumAttempts = 3;

    public int Inquiry(DmaBuffer answer)
    {
        PhysAddr address;
        int attempts = 0;
        int error;
        do
        {
            address = THal.Share(answer, DeviceToDriver); //! HAL1002 (no fix: overwritten)
            error = pipe.Execute(0x12, address);
            attempts++;
        }
        while (error < 0 && attempts < MaximumAttempts);

        THal.Unshare(address, answer, DeviceToDriver);
        if (error < 0)
        {
            return error;
        }

        return answer[4] + 5;
    }
}
