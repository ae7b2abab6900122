using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Flow steering rules that a vendor queue takes at once, later, or not at all. A rule that is done or refused is ended here, one that is
// queued when the queue says so; an unknown answer counts as refused.
public sealed class SteeringTable<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly List<(PhysAddr Address, DmaBuffer Rule)> _pending = new();

    public SteeringTable(VendorQueue queue)
    {
        _queue = queue;
        _queue.Finished += OnFinished;
    }

    public bool Install(DmaBuffer rule)
    {
        PhysAddr address = THal.Share(rule, DriverToDevice);
        switch (_queue.Submit(address, rule))
        {
            case SubmitResult.Queued:
                _pending.Add((address, rule));
                return true;

            case SubmitResult.Completed:
                THal.Unshare(address, rule, DriverToDevice);
                return true;

            case SubmitResult.Rejected:
            default:
                THal.Unshare(address, rule, DriverToDevice);
                return false;
        }
    }

    public void Poll() => _queue.Poll();

    public void Dispose()
    {
        while (_pending.Count > 0)
        {
            (PhysAddr address, _) = _pending[^1];
            if (_queue.TryCancel(address))
            {
                OnFinished(address, _pending[^1].Rule);
            }
            else
            {
                _queue.Poll();
            }
        }

        _queue.Finished -= OnFinished;
    }

    private void OnFinished(PhysAddr address, DmaBuffer rule)
    {
        int at = _pending.FindIndex(p => p.Address == address);
        if (at >= 0)
        {
            THal.Unshare(address, _pending[at].Rule, DriverToDevice);
            _pending.RemoveAt(at);
        }
    }
}
