using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A queue may take an entry, complete it on the spot, or reject it: three answers, three duties. Only a queued entry stays shared; the
// switch expression's other arms come through the same end.
public sealed class ThreeWaySubmit<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Dictionary<PhysAddr, DmaBuffer> _queued = new();

    public ThreeWaySubmit(VendorQueue queue) => _queue = queue;

    public int Write(DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DriverToDevice);
        SubmitResult result = _queue.Submit(address, data);
        if (result == SubmitResult.Queued)
        {
            _queued.Add(address, data);
            return 0;
        }

        THal.Unshare(address, data, DriverToDevice);
        return result switch
        {
            SubmitResult.Completed => data.Length,
            _ => -11,
        };
    }

    public int Reap()
    {
        var finished = new List<PhysAddr>();
        foreach (PhysAddr address in _queued.Keys)
        {
            if (_queue.TryFinish(address))
            {
                finished.Add(address);
            }
        }

        foreach (PhysAddr address in finished)
        {
            THal.Unshare(address, _queued[address], DriverToDevice);
            _queued.Remove(address);
        }

        return finished.Count;
    }

    public int CancelAll()
    {
        int cancelled = 0;
        foreach (PhysAddr address in new List<PhysAddr>(_queued.Keys))
        {
            if (_queue.TryCancel(address) && _queued.Remove(address, out DmaBuffer data))
            {
                THal.Unshare(address, data, DriverToDevice);
                cancelled++;
            }
        }

        return cancelled;
    }
}
