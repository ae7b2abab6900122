using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (RDMA, hns_roce): the error path empties the list without unsharing what is in it.
internal sealed class RegionPages<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    public bool Register(IEnumerable<DmaBuffer> pages)
    {
        var mapped = new List<(PhysAddr Address, DmaBuffer Page)>();
        bool full = false;
        foreach (DmaBuffer page in pages)
        {
            mapped.Add((THal.Share(page, Both), page)); //! HAL1002 (no fix: table)
            full = mapped.Count > queue.Free;
            if (full)
            {
                break;
            }
        }

        if (full)
        {
            mapped.Clear();
            return false;
        }

        foreach ((PhysAddr address, DmaBuffer page) in mapped)
        {
            THal.Unshare(address, page, Both);
        }

        return true;
    }
}
