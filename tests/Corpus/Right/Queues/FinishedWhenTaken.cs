using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A queue may take an entry and finish it at once; then there is nothing to remember.</summary>
public sealed class VendorSubmit<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Dictionary<PhysAddr, DmaBuffer> _waiting = [];

    public VendorSubmit(VendorQueue queue)
    {
        _queue = queue;
        queue.Finished += OnFinished;
    }

    public bool Submit(DmaBuffer bytes)
    {
        PhysAddr address = THal.Share(bytes, DriverToDevice);
        lock (_waiting)
        {
            switch (_queue.Submit(address, bytes))
            {
                case SubmitResult.Queued:
                    _waiting.Add(address, bytes);
                    return true;
                case SubmitResult.Completed:
                    THal.Unshare(address, bytes, DriverToDevice);
                    return true;
                case SubmitResult.Rejected:
                default:
                    THal.Unshare(address, bytes, DriverToDevice);
                    return false;
            }
        }
    }

    private void OnFinished(PhysAddr address, DmaBuffer bytes)
    {
        lock (_waiting)
        {
            if (!_waiting.Remove(address))
            {
                return;
            }
        }

        THal.Unshare(address, bytes, DriverToDevice);
    }

    public void Close()
    {
        lock (_waiting)
        {
            foreach (PhysAddr address in new List<PhysAddr>(_waiting.Keys))
            {
                if (_queue.TryCancel(address) || _queue.TryFinish(address))
                {
                    THal.Unshare(address, _waiting[address], DriverToDevice);
                }
                else
                {
                    DmaOwnership.Abandon<THal>(address);
                }

                _waiting.Remove(address);
            }
        }

        _queue.Finished -= OnFinished;
    }
}
