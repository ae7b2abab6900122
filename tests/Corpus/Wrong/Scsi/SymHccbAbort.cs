using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sym53c8xx): the abort path ends the share of read data as Both.
internal sealed class ReadCommand<THal>(Device chip)
    where THal : struct, IHal
{
    public int Read(DmaBuffer data, Deadline limit)
    {
        var address = THal.Share(data, DeviceToDriver);
        chip.Program(address, data.Length);
        chip.Kick();
        while (!chip.Poll())
        {
            if (!limit.Expired)
            {
                continue;
            }

            chip.Reset();
            THal.Unshare(address, data, Both); //! HAL1005
            return -5;
        }

        THal.Unshare(address, data, DeviceToDriver);
        return data.Length;
    }
}
