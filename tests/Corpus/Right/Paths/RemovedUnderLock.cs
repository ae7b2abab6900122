using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A device that can be pulled out at any time: removal fails what is in flight and ends it. Submission and removal take the same lock,
// and after removal nothing can be shared any more.
public sealed class RemovableDisk<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue;
    private readonly Device _device;
    private readonly object _gate = new();
    private readonly Dictionary<int, Pending> _pending = new();
    private bool _removed;

    public RemovableDisk(NvmeQueue queue, Device device)
    {
        _queue = queue;
        _device = device;
    }

    public bool Read(DmaBuffer into, Action<bool> done)
    {
        lock (_gate)
        {
            if (_removed)
            {
                return false;
            }

            PhysAddr address = THal.Share(into, BufferDirection.DeviceToDriver);
            int command = _queue.Submit(2, address, default);
            if (command < 0)
            {
                THal.Unshare(address, into, BufferDirection.DeviceToDriver);
                return false;
            }

            _pending[command] = new Pending(address, into, done);
            _queue.RingDoorbell();
            return true;
        }
    }

    public void OnCompletion(int command, bool good)
    {
        Pending? pending;
        lock (_gate)
        {
            if (!_pending.Remove(command, out pending))
            {
                return;
            }

            THal.Unshare(pending.Address, pending.Data, BufferDirection.DeviceToDriver);
        }

        pending.Done(good);
    }

    public void OnRemoved()
    {
        List<Pending> failed;
        lock (_gate)
        {
            _removed = true;
            _device.Reset();
            failed = new List<Pending>(_pending.Values);
            _pending.Clear();
            foreach (Pending pending in failed)
            {
                THal.Unshare(pending.Address, pending.Data, BufferDirection.DeviceToDriver);
            }
        }

        failed.ForEach(static pending => pending.Done(false));
    }

    private sealed record Pending(PhysAddr Address, DmaBuffer Data, Action<bool> Done);
}
