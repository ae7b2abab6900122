using System.Collections.Generic;
using System.Threading;
using System;
using Devices;
using Hal;

namespace Drivers;

// A dictionary under a lock; what is removed under the lock is ended outside of it.
public sealed class LockedDictionary<THal>(Device device)
    where THal : struct, IHal
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Shared<THal>> _live = [];
    private int _nextTag;

    public int Begin(DmaBuffer buffer, BufferDirection direction)
    {
        var shared = new Shared<THal>(buffer, direction);
        int tag;
        lock (_gate)
        {
            tag = ++_nextTag;
            _live.Add(tag, shared);
        }

        device.Program(shared.Paddr, buffer.Length);
        return tag;
    }

    public bool End(int tag)
    {
        Shared<THal> shared;
        lock (_gate)
        {
            if (!_live.Remove(tag, out shared))
            {
                return false;
            }
        }

        shared.Unshare();
        return true;
    }

    public void EndAll()
    {
        Shared<THal>[] all;
        using (_gate.EnterScope())
        {
            all = [.. _live.Values];
            _live.Clear();
        }

        device.Reset();
        Array.ForEach(all, shared => shared.Unshare());
    }
}
