using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (igc): a full queue ends the share before the frame goes back to the caller.
internal sealed class XmitQueue<THal>(Queue transmit)
    where THal : struct, IHal
{
    public long Drops { get; private set; }

    public bool Enqueue(Packet packet)
    {
        if (packet is not { Length: > 0 and <= 9216 })
        {
            return false;
        }

        DmaBuffer frame = packet.Buffer;
        PhysAddr address = THal.Share(frame, DriverToDevice);
        if (transmit.TryAdd(address, frame))
        {
            return true;
        }

        THal.Unshare(address, frame, DriverToDevice);
        Drops++;
        return false;
    }

    public void Reap()
    {
        while (transmit.TryPop(out PhysAddr address, out DmaBuffer frame))
        {
            THal.Unshare(address, frame, DriverToDevice);
        }
    }
}
