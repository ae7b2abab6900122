using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in FreeBSD: "iommu_gas: Avoid double unmapping on error" (e9711ea5e2f5): the callee unmaps on failure, and the caller
// again.
public sealed class IommuLoadTwice<THal>(Device device)
    where THal : struct, IHal
{
    public int Load(DmaBuffer buffer)
    {
        PhysAddr entry = THal.Share(buffer, Both);
        int error = MapRegion(entry, buffer);
        if (error != 0)
        {
            return error;
        }

        device.Kick();
        device.Wait(10);
        THal.Unshare(entry, buffer, Both);
        return 0;
    }

    private int MapRegion(PhysAddr entry, DmaBuffer buffer)
    {
        if (!device.Submit(entry, buffer.Length))
        {
            THal.Unshare(entry, buffer, Both);
            return -12;
        }

        return 0;
    }
}
