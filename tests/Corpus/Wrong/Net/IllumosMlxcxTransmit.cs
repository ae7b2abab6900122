using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in illumos (mlxcx): the code at the label ends the share of the tail, which the branch has just ended.
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
            THal.Unshare(second, tail, DriverToDevice);
            stage = 2;
            goto unwind;
        }

        work.Add(first, head);
        work.Add(second, tail);
        return true;

    unwind:
        if (stage >= 2)
        {
            THal.Unshare(second, tail, DriverToDevice); //! HAL1004
        }

        THal.Unshare(first, head, DriverToDevice);
        return false;
    }
}
