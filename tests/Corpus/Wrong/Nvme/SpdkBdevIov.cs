using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in SPDK (bdev_aio): where an element is too long the list of the shares before it is dropped.
internal sealed class IovMapper<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    private const int MaxElement = 1 << 17;

    public int Submit(DmaBuffer[] iov)
    {
        var mapped = new List<PhysAddr>(iov.Length);
        foreach (DmaBuffer element in iov)
        {
            if (element.Length > MaxElement)
            {
                return -22;
            }

            mapped.Add(THal.Share(element, DriverToDevice)); //! HAL1002
        }

        for (int i = 0; i < iov.Length; i++)
        {
            while (queue.Push(mapped[i], iov[i]) == 0)
            {
                queue.Poll();
            }
        }

        return iov.Length;
    }
}
