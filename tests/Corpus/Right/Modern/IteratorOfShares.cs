using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An iterator that shares one part after the other; each is ended when the caller asks for the next, or leaves the loop.
public sealed class IteratorOfShares<THal>(Device device)
    where THal : struct, IHal
{
    private static IEnumerable<PhysAddr> Map(IEnumerable<DmaBuffer> parts)
    {
        foreach (DmaBuffer part in parts)
        {
            PhysAddr paddr = THal.Share(part, DriverToDevice);
            try
            {
                yield return paddr;
            }
            finally
            {
                THal.Unshare(paddr, part, DriverToDevice);
            }
        }
    }

    public bool SendAll(IEnumerable<DmaBuffer> parts)
    {
        foreach (PhysAddr paddr in Map(parts))
        {
            if (!device.Submit(paddr) || !device.Wait(100))
            {
                device.Reset();
                return false;
            }
        }

        return true;
    }
}
