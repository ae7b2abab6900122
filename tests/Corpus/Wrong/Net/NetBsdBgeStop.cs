using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NetBSD (if_bge): Stop clears the list of pending frames instead of ending their shares.
internal sealed class PendingFrames<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly List<(PhysAddr Address, DmaBuffer Frame)> _pending = [];

    public bool Send(DmaBuffer frame)
    {
        if (ring.IsFull)
        {
            return false;
        }

        PhysAddr address = THal.Share(frame, DriverToDevice); //! HAL1002 (no fix: table)
        _pending.Add((address, frame));
        ring.Post(ring.Head, address, frame.Length);
        ring.Doorbell();
        return true;
    }

    public void Completed(int count)
    {
        for (; count > 0 && _pending.Count > 0; count--)
        {
            var (address, frame) = _pending[0];
            _pending.RemoveAt(0);
            THal.Unshare(address, frame, DriverToDevice);
        }
    }

    public void Stop()
    {
        ring.Stop();
        _pending.Clear();
    }
}
