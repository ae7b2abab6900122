using System.Collections.Generic;
using System.Linq;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// LINQ over a table of requests: the overdue ones are ended after the device was reset.
public sealed class LinqOverTable<THal>(Device device)
    where THal : struct, IHal
{
    private sealed record Entry(int Tag, Shared<THal> Share, long Deadline);

    private readonly List<Entry> _entries = [];
    private int _tag;

    public int Add(DmaBuffer buffer, int milliseconds)
    {
        var entry = new Entry(++_tag, new Shared<THal>(buffer, Both), Environment.TickCount64 + milliseconds);
        _entries.Add(entry);
        device.Program(entry.Share.Paddr, buffer.Length);
        return entry.Tag;
    }

    public int ExpireOverdue()
    {
        long now = Environment.TickCount64;
        List<Entry> overdue = _entries.Where(entry => entry.Deadline < now).ToList();
        if (overdue.Count == 0)
        {
            return 0;
        }

        device.Reset();
        overdue.ForEach(entry => entry.Share.Unshare());
        _entries.RemoveAll(overdue.Contains);
        return overdue.Count;
    }

    public bool Complete(int tag)
    {
        if (_entries.FirstOrDefault(entry => entry.Tag == tag) is not { } found)
        {
            return false;
        }

        found.Share.Unshare();
        return _entries.Remove(found);
    }
}
