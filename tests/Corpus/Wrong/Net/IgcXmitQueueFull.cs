using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (igc): a full queue sends the frame back to the caller, and its share stays.
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
        if (transmit.TryAdd(THal.Share(frame, DriverToDevice), frame)) //! HAL1002 (no fix: expression)
        {
            return true;
        }

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
