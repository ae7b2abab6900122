using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux net (ag71xx): the address for the descriptor, two bytes on, is also given to the unmap.
public sealed unsafe class Ag71xxReceive<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int AlignmentOffset = 2;

    public int ReceiveInto(DmaBuffer buffer)
    {
        int room = buffer.Length - AlignmentOffset;
        PhysAddr address = THal.Share(buffer, DeviceToDriver) + AlignmentOffset;
        if (!ring.TryPost(address, room, out int index))
        {
            THal.Unshare(address - AlignmentOffset, buffer, DeviceToDriver);
            return -28;
        }

        ring.Doorbell();
        Deadline deadline = Deadline.In(100);
        while (!ring.IsDone(index) && !deadline.Expired)
        {
        }

        int written = 0;
        if (!ring.TryTake(out _, out written))
        {
            ring.Stop();
            written = -110;
        }

        THal.Unshare(address, buffer, DeviceToDriver); //! HAL1001
        return written;
    }
}
