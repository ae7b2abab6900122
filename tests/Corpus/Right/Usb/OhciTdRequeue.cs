using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (ohci-hcd): the retry happens while the buffer is still shared.
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
            hub.Program(address, report.Length);
            hub.Kick();
            seen = hub.Wait(8);
        }

        if (!seen)
        {
            hub.Reset();
        }

        THal.Unshare(address, report, DeviceToDriver);
        return seen;
    }
}
