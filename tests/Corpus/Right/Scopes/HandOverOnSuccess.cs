using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A submit function that gives its share away when the device has taken it and ends it otherwise. Detach marks the moment of the
// hand-over; before it, the scope ends the share on every path.
internal sealed class HandOverOnSuccess<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly Dictionary<int, Shared<THal>> _posted = [];

    public HandOverOnSuccess(Ring ring) => _ring = ring;

    public bool Send(DmaBuffer frame)
    {
        using var scope = new SharedScope<THal>(frame, BufferDirection.DriverToDevice);
        if (_ring.IsFull)
        {
            return false;
        }

        if (scope.Paddr.Value > uint.MaxValue)
        {
            Log.Info("the frame lies out of the card's reach");
            return false;
        }

        if (!_ring.TryPost(scope.Paddr, frame.Length, out int index))
        {
            return false;
        }

        _posted.Add(index, scope.Detach());
        _ring.Doorbell();
        return true;
    }

    public int Reap()
    {
        int reaped = 0;
        while (_ring.TryTake(out int index, out _))
        {
            if (_posted.Remove(index, out Shared<THal> shared))
            {
                shared.Unshare();
                reaped++;
            }
        }

        return reaped;
    }

    public void Stop()
    {
        _ring.Stop();
        foreach (Shared<THal> shared in _posted.Values)
        {
            shared.Unshare();
        }

        _posted.Clear();
    }
}
