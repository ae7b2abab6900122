using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (media, zoran): frames are shared into the table, finished frames are unshared out of it, the rest is cleared
// away.
internal sealed class FrameTable<THal>(Device grabber)
    where THal : struct, IHal
{
    private readonly Dictionary<int, (PhysAddr Address, DmaBuffer Frame)> _live = [];

    public void Queue(int index, DmaBuffer frame)
    {
        PhysAddr address = THal.Share(frame, DeviceToDriver); //! HAL1002 (no fix: table)
        _live.Add(index, (address, frame));
        grabber.Program(address, frame.Length);
    }

    public bool Finished(int index)
    {
        if (!_live.Remove(index, out var entry))
        {
            return false;
        }

        THal.Unshare(entry.Address, entry.Frame, DeviceToDriver);
        return true;
    }

    public void Stop()
    {
        grabber.Reset();
        _live.Clear();
    }
}
