using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in OpenBSD (rge): the clean-up unshares only what was shared.
internal sealed class CounterDump<THal>(Device nic)
    where THal : struct, IHal
{
    private const int DumpRegister = 0x10;

    public int Read(DmaBuffer counters, bool linkUp)
    {
        PhysAddr dump = default;
        int error = 0;
        if (!linkUp)
        {
            error = -100;
            goto done;
        }

        nic.WriteRegister(DumpRegister, (ulong)counters.Length);
        dump = THal.Share(counters, DeviceToDriver);
        error = nic.Start(dump, counters.Length);
        nic.Reset();
        THal.Unshare(dump, counters, DeviceToDriver);
        return error;

    done:
        if (dump != default)
        {
            THal.Unshare(dump, counters, DeviceToDriver);
        }

        return error;
    }
}
