using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A watchdog finds the device stuck: it is reset, every request is unmapped, mapped anew and submitted again.</summary>
public sealed class WatchedQueue<THal>(Device device)
    where THal : struct, IHal
{
    private sealed class Pending
    {
        public required DmaBuffer Data;
        public required BufferDirection Direction;
        public PhysAddr Address;
        public int Attempts;
        public long Started;
    }

    private readonly List<Pending> _pending = [];

    public void Submit(DmaBuffer data, BufferDirection direction)
    {
        var pending = new Pending { Data = data, Direction = direction };
        Map(pending);
        _pending.Add(pending);
    }

    public void Tick(long now)
    {
        if (!_pending.Exists(p => now - p.Started > 5000))
        {
            return;
        }

        device.Reset();
        foreach (Pending pending in _pending)
        {
            Unmap(pending);
        }

        _pending.RemoveAll(static p => p.Attempts >= 3);
        foreach (Pending pending in _pending)
        {
            Map(pending);
        }
    }

    public void Done(PhysAddr address)
    {
        int index = _pending.FindIndex(p => p.Address == address);
        if (index >= 0)
        {
            Unmap(_pending[index]);
            _pending.RemoveAt(index);
        }
    }

    private void Map(Pending pending)
    {
        pending.Address = THal.Share(pending.Data, pending.Direction);
        pending.Attempts++;
        pending.Started = Environment.TickCount64;
        device.Program(pending.Address, pending.Data.Length);
    }

    private static void Unmap(Pending pending)
    {
        THal.Unshare(pending.Address, pending.Data, pending.Direction);
        pending.Address = default;
    }
}
