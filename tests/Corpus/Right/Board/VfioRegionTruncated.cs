using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "vfio: fix overflow of BAR region offset and size" (0205f87355): 64 bits went through a variable of 32.
public sealed unsafe class VfioRegion<THal>(Device device)
    where THal : struct, IHal
{
    public bool Copy(DmaBuffer region)
    {
        PhysAddr start = THal.Share(region, DeviceToDriver);
        ulong offset = start.Value;
        bool done = device.Submit(start, region.Length) && device.Wait(100);
        if (!done)
        {
            device.Reset();
        }

        THal.Unshare(new PhysAddr(offset), region, DeviceToDriver);
        return done;
    }
}
