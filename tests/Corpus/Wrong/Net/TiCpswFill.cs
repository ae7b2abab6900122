using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (ti cpsw, netcp): a full ring leaves with the share that TryMap made.
internal sealed class SwitchTransmit<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    public int Send(DmaBuffer frame)
    {
        if (!TryMap(frame, out PhysAddr address)) //! HAL1002
        {
            return -22;
        }

        if (!ring.TryPost(address, frame.Length, out int index))
        {
            return -16;
        }

        ring.Doorbell();
        while (!ring.IsDone(index))
        {
        }

        THal.Unshare(address, frame, DriverToDevice);
        return frame.Length;
    }

    private bool TryMap(DmaBuffer frame, out PhysAddr address)
    {
        if (!port.LinkUp || frame.Length > 1518)
        {
            address = default;
            return false;
        }

        address = THal.Share(frame, DriverToDevice);
        return true;
    }
}
