using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (media, zoran): what is left in the table when the stream stops is unshared before it is cleared.
internal sealed class FrameTable<THal>(Device grabber)
    where THal : struct, IHal
{
    private readonly Dictionary<int, (PhysAddr Address, DmaBuffer Frame)> _live = [];

    public void Queue(int index, DmaBuffer frame)
    {
        if (_live.ContainsKey(index))
        {
            throw new DeviceException($"frame {index} is queued");
        }

        PhysAddr address = THal.Share(frame, DeviceToDriver);
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
        foreach (var (address, frame) in _live.Values)
        {
            THal.Unshare(address, frame, DeviceToDriver);
        }

        _live.Clear();
    }
}
