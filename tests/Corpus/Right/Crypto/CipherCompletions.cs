using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A cipher queue whose completions name a tag. The table by tag keeps three shares; a completion takes the entry out first and then ends
// all of them.
internal sealed class CipherCompletions<THal>
    where THal : struct, IHal
{
    private readonly record struct Entry(Shared<THal> Source, Shared<THal> Target, Action<int> Done);

    private readonly Dictionary<int, Entry> _inFlight = [];
    private readonly object _lock = new();
    private readonly NvmeQueue _queue;

    public CipherCompletions(NvmeQueue queue) => _queue = queue;

    public bool TryStart(DmaBuffer source, DmaBuffer target, Action<int> done)
    {
        Shared<THal> from = new(source, DriverToDevice);
        Shared<THal> to;
        try
        {
            to = new Shared<THal>(target, DeviceToDriver);
        }
        catch (DmaException)
        {
            from.Unshare();
            return false;
        }

        lock (_lock)
        {
            int tag = _queue.Submit(0x80, from.Paddr, to.Paddr);
            if (tag >= 0)
            {
                _inFlight.Add(tag, new Entry(from, to, done));
                _ = _queue.RingDoorbell();
                return true;
            }
        }

        to.Unshare();
        from.Unshare();
        return false;
    }

    public void OnCompletion(int tag, int status)
    {
        Entry entry;
        lock (_lock)
        {
            if (!_inFlight.Remove(tag, out entry))
            {
                return;
            }
        }

        entry.Target.Unshare();
        entry.Source.Unshare();
        entry.Done(status);
    }

    public void Abort(Device unit)
    {
        unit.Reset();
        int[] tags;
        lock (_lock)
        {
            tags = [.. _inFlight.Keys];
        }

        foreach (int tag in tags)
        {
            OnCompletion(tag, -125);
        }
    }
}
