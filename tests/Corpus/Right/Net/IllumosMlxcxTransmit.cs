using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in illumos (mlxcx): the code at the label alone ends the share of the tail, and Reap those of the frames that are done.
internal sealed class SendQueue<THal>(Queue work)
    where THal : struct, IHal
{
    public bool Post(DmaBuffer head, DmaBuffer tail)
    {
        PhysAddr first = THal.Share(head, DriverToDevice);
        PhysAddr second = THal.Share(tail, DriverToDevice);
        int stage = 0;
        if (work.Free < 2)
        {
            stage = 2;
            goto unwind;
        }

        work.Add(first, head);
        work.Add(second, tail);
        return true;

    unwind:
        if (stage >= 2)
        {
            THal.Unshare(second, tail, DriverToDevice);
        }

        THal.Unshare(first, head, DriverToDevice);
        return false;
    }

    public void Reap()
    {
        while (work.TryPop(out PhysAddr address, out DmaBuffer part))
        {
            THal.Unshare(address, part, DriverToDevice);
        }
    }
}
