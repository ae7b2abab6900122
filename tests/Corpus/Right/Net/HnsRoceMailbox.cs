using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (RDMA, hns_roce): the error path unshares what is in the list.
internal sealed class RegionPages<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    public bool Register(IEnumerable<DmaBuffer> pages)
    {
        var mapped = new List<(PhysAddr Address, DmaBuffer Page)>();
        bool full = false;
        foreach (DmaBuffer page in pages)
        {
            mapped.Add((THal.Share(page, Both), page));
            full = mapped.Count > queue.Free;
            if (full)
            {
                break;
            }
        }

        if (full)
        {
            foreach ((PhysAddr address, DmaBuffer page) in mapped)
            {
                THal.Unshare(address, page, Both);
            }

            return false;
        }

        foreach ((PhysAddr address, DmaBuffer page) in mapped)
        {
            THal.Unshare(address, page, Both);
        }

        return true;
    }
}
