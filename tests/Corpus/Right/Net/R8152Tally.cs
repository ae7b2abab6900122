using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (r8152): only the code behind the branch ends the share.
internal sealed class TallyReader<THal>(Device nic)
    where THal : struct, IHal
{
    public ulong Errors { get; private set; }

    public void Update(DmaBuffer counters)
    {
        PhysAddr address = THal.Share(counters, DeviceToDriver);
        nic.WriteRegister(0x10, address.Value | 8);
        int budget = 1000;
        while (!nic.Poll() && --budget > 0)
        {
        }

        bool timedOut = budget == 0;
        if (timedOut)
        {
            nic.Reset();
            Log.Info("no tally");
        }

        THal.Unshare(address, counters, DeviceToDriver);
        if (!timedOut)
        {
            Errors += counters[8];
        }
    }
}
