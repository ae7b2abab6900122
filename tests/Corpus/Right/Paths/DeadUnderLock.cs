using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A driver whose device can be pulled out at any time. Removal marks the driver dead under the lock, and since a device that is gone
// cannot write, all shares end.
internal sealed class SurpriseRemoval<THal>
    where THal : struct, IHal
{
    private readonly object _lock = new();
    private readonly Device _device;
    private readonly List<(Shared<THal> Share, Action<bool> Done)> _inFlight = [];
    private bool _gone;

    public SurpriseRemoval(Device device) => _device = device;

    public bool Send(DmaBuffer buffer, Action<bool> done)
    {
        lock (_lock)
        {
            if (_gone)
            {
                return false;
            }

            var shared = new Shared<THal>(buffer, BufferDirection.DriverToDevice);
            if (!_device.Submit(shared.Paddr, buffer.Length))
            {
                shared.Unshare();
                return false;
            }

            _inFlight.Add((shared, done));
            return true;
        }
    }

    public void OnInterrupt()
    {
        if (_device.ReadRegister(0) == uint.MaxValue)
        {
            OnRemoved();
            return;
        }

        Action<bool>? done = null;
        lock (_lock)
        {
            if (_inFlight.Count > 0)
            {
                (Shared<THal> share, done) = _inFlight[0];
                _inFlight.RemoveAt(0);
                share.Unshare();
            }
        }

        done?.Invoke(true);
    }

    public void OnRemoved()
    {
        var lost = new List<Action<bool>>();
        lock (_lock)
        {
            _gone = true;
            foreach (var (share, done) in _inFlight)
            {
                share.Unshare();
                lost.Add(done);
            }

            _inFlight.Clear();
        }

        lost.ForEach(done => done(false));
    }
}
