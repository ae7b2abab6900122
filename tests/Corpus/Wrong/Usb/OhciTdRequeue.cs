using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (ohci-hcd): the retry programs the address after it was unshared.
internal sealed class TransferDescriptor<THal>(Device hub)
    where THal : struct, IHal
{
    public bool Poll(DmaBuffer report)
    {
        PhysAddr address = THal.Share(report, DeviceToDriver);
        hub.Program(address, report.Length);
        hub.Kick();
        bool seen = hub.Wait(8);
        if (!seen)
        {
            hub.Reset();
        }

        THal.Unshare(address, report, DeviceToDriver);
        if (!seen)
        {
            hub.Program(address, report.Length); //! HAL1010
            hub.Kick();
            seen = hub.Wait(8);
        }

        return seen;
    }
}
