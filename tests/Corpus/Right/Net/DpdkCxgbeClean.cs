using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (net/cxgbe): a frame that fails the check is unshared below the loop like the others.
internal sealed class FrameCheck<THal>(Ring ring)
    where THal : struct, IHal
{
    public bool Receive(DmaBuffer frame, out int length)
    {
        PhysAddr fl = THal.Share(frame, DeviceToDriver);
        ring.Post(ring.Head, fl, frame.Length);
        bool good = true;
        length = 0;
        while (ring.TryTake(out _, out int written))
        {
            length = written;
            if (written < 60 || written > frame.Length)
            {
                ring.Stop();
                good = false;
                break;
            }
        }

        if (good)
        {
            ring.Stop();
        }

        THal.Unshare(fl, frame, DeviceToDriver);
        return good;
    }
}
