using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in user-space drivers (libvfio-user, issue 558): "dma_map_sg doesn't clean up on error if multiple segments are being mapped".
public sealed class SegmentsNotCleaned<THal>
    where THal : struct, IHal
{
    public static List<PhysAddr>? MapSegments(IReadOnlyList<Fragment> fragments, int limit)
    {
        var addresses = new List<PhysAddr>(fragments.Count);
        foreach (Fragment fragment in fragments)
        {
            if (fragment.Length > limit)
            {
                return null;
            }

            addresses.Add(THal.Share(fragment.Buffer, DriverToDevice)); //! HAL1002
        }

        return addresses;
    }
}
