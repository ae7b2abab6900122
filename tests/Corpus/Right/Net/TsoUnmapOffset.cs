using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "sfc: Fix DMA unmapping issue with firmware assisted TSO" (2acdb92e8541).
public sealed class TsoUnmapOffset<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int HeaderLength = 54;

    public bool SendSegmented(DmaBuffer linear)
    {
        PhysAddr address = THal.Share(linear, DriverToDevice);
        if (!ring.TryPost(address, HeaderLength, out int _))
        {
            THal.Unshare(address, linear, DriverToDevice);
            return false;
        }

        PhysAddr payload = address + HeaderLength;
        ring.Post(ring.Head + 1, payload, linear.Length - HeaderLength);
        ring.Doorbell();
        while (!ring.IsDone(ring.Head + 1))
        {
            Thread.Yield();
        }

        THal.Unshare(payload - HeaderLength, linear, DriverToDevice);
        return true;
    }
}
