using System.Collections.Concurrent;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A device that may be pulled out at any time: after that nothing is started, and what was started is given back once.</summary>
public sealed class RemovableDisk<THal>(Device device)
    where THal : struct, IHal
{
    private readonly ConcurrentDictionary<int, Shared<THal>> _running = new();
    private readonly Lock _gate = new();
    private int _next;
    private bool _gone;

    public int? Start(DmaBuffer buffer, bool write)
    {
        lock (_gate)
        {
            if (_gone)
            {
                return null;
            }

            var shared = new Shared<THal>(buffer, write ? DriverToDevice : DeviceToDriver);
            int id = ++_next;
            _running[id] = shared;
            if (!device.Submit(shared.Paddr, buffer.Length))
            {
                GiveBack(id);
                return null;
            }

            return id;
        }
    }

    public bool Complete(int id) => GiveBack(id);

    public void Unplugged()
    {
        lock (_gate)
        {
            _gone = true;
        }

        foreach (int id in _running.Keys)
        {
            GiveBack(id);
        }
    }

    private bool GiveBack(int id)
    {
        // Completion and removal race for an entry: the one that takes it out ends the share.
        if (!_running.TryRemove(id, out Shared<THal> shared))
        {
            return false;
        }

        shared.Unshare();
        return true;
    }
}
