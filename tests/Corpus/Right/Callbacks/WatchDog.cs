using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A timer that resets a stalled device and gives back everything that it had.</summary>
public sealed class WatchDog<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly record struct InFlight(DmaBuffer Buffer, BufferDirection Direction, long Started);

    private readonly Device _device;
    private readonly Dictionary<PhysAddr, InFlight> _inFlight = [];
    private readonly object _gate = new();
    private readonly Timer _timer;

    public WatchDog(Device device)
    {
        _device = device;
        _timer = new Timer(_ => Check(), null, 1000, 1000);
    }

    public bool Submit(DmaBuffer buffer, BufferDirection direction)
    {
        lock (_gate)
        {
            PhysAddr paddr = THal.Share(buffer, direction);
            if (_device.Submit(paddr, buffer.Length))
            {
                _inFlight[paddr] = new InFlight(buffer, direction, Environment.TickCount64);
                return true;
            }

            THal.Unshare(paddr, buffer, direction);
            return false;
        }
    }

    public bool Complete(PhysAddr paddr)
    {
        lock (_gate)
        {
            if (!_inFlight.Remove(paddr, out InFlight entry))
            {
                return false;
            }

            THal.Unshare(paddr, entry.Buffer, entry.Direction);
            return true;
        }
    }

    private void Check()
    {
        lock (_gate)
        {
            long now = Environment.TickCount64;
            if (_inFlight.Values.Any(entry => now - entry.Started > 5000))
            {
                Drain();
            }
        }
    }

    private void Drain()
    {
        _device.Reset();
        foreach (KeyValuePair<PhysAddr, InFlight> pair in _inFlight)
        {
            THal.Unshare(pair.Key, pair.Value.Buffer, pair.Value.Direction);
        }

        _inFlight.Clear();
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            Drain();
        }
    }
}
