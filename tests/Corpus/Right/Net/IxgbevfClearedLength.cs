using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (ixgbevf and others): the buffer of the record is unshared and then cleared.
internal sealed class VfTransmit<THal>(Ring ring)
    where THal : struct, IHal
{
    public bool SendOne(DmaBuffer frame)
    {
        DmaBuffer pending = frame;
        PhysAddr address = THal.Share(pending, DriverToDevice);
        ring.Post(ring.Head, address, pending.Length);
        ring.Doorbell();
        var deadline = Deadline.In(50);
        while (!ring.IsDone(ring.Head) && !deadline.Expired)
        {
        }

        bool sent = ring.IsDone(ring.Head);
        if (!sent)
        {
            ring.Stop();
        }

        THal.Unshare(address, pending, DriverToDevice);
        pending = default;
        ring.Head = (ring.Head + 1) % ring.Size;
        return sent && pending.IsEmpty;
    }
}
