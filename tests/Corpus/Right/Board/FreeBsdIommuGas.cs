using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (iommu_gas): it is unmapped at the exit only.
public sealed unsafe class IommuGas<THal>(Device device)
    where THal : struct, IHal
{
    private const int Limit = 1 << 16;

    public int LoadIdentity(DmaBuffer region, Action<PhysAddr> callback)
    {
        int error = 0;
        PhysAddr address = THal.Share(region, Both);
        if (region.Length > Limit || !device.Submit(address, region.Length))
        {
            Log.Info("iommu: the region was not loaded");
            error = -22;
        }

        if (error == 0)
        {
            callback(address);
            if (!device.Wait(100))
            {
                device.Reset();
                error = -60;
            }
        }

        THal.Unshare(address, region, Both);
        return error;
    }
}
