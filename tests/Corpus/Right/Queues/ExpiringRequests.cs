using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A command queue that gives up requests after a time, the oldest first. Expiry resets the device, and then ends all shares, since the
// reset has taken every request from it.
internal sealed class ExpiringRequests<THal>
    where THal : struct, IHal
{
    private readonly record struct Pending(Shared<THal> Share, Deadline Deadline, Action<bool> Done);

    private readonly Device _device;
    private readonly Queue<Pending> _pending = new();

    public ExpiringRequests(Device device) => _device = device;

    public bool Send(DmaBuffer command, int milliseconds, Action<bool> done)
    {
        var shared = new Shared<THal>(command, BufferDirection.Both);
        if (!_device.Submit(shared.Paddr, command.Length))
        {
            shared.Unshare();
            return false;
        }

        _pending.Enqueue(new Pending(shared, Deadline.In(milliseconds), done));
        return true;
    }

    public void OnDone()
    {
        if (_pending.TryDequeue(out Pending pending))
        {
            pending.Share.Unshare();
            pending.Done(true);
        }
    }

    public void Tick()
    {
        if (!_pending.TryPeek(out Pending oldest) || !oldest.Deadline.Expired)
        {
            return;
        }

        _device.Reset();
        Pending[] lost = _pending.ToArray();
        _pending.Clear();
        foreach (Pending pending in lost)
        {
            pending.Share.Unshare();
        }

        foreach (Pending pending in lost)
        {
            pending.Done(false);
        }
    }
}
