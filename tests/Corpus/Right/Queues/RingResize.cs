using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A ring that grows while entries are in flight: the live ones move to the new table, shares and all.</summary>
public sealed class GrowingRing<THal>
    where THal : struct, IHal
{
    private struct Entry
    {
        public PhysAddr Address;
        public DmaBuffer Buffer;
    }

    private Entry[] _entries;
    private int _head;
    private int _count;

    public GrowingRing(int capacity) => _entries = new Entry[capacity];

    public void Add(DmaBuffer buffer)
    {
        if (_count == _entries.Length)
        {
            Resize(_count * 2);
        }

        int index = (_head + _count) % _entries.Length;
        _entries[index].Address = THal.Share(buffer, Both);
        _entries[index].Buffer = buffer;
        _count++;
    }

    public bool TryRemove(out DmaBuffer buffer)
    {
        if (_count == 0)
        {
            buffer = default;
            return false;
        }

        Entry entry = _entries[_head];
        _entries[_head] = default;
        _head = (_head + 1) % _entries.Length;
        _count--;
        THal.Unshare(entry.Address, entry.Buffer, Both);
        buffer = entry.Buffer;
        return true;
    }

    public void Resize(int capacity)
    {
        if (capacity < _count)
        {
            throw new ArgumentOutOfRangeException(nameof(capacity));
        }

        var larger = new Entry[capacity];
        for (int i = 0; i < _count; i++)
        {
            larger[i] = _entries[(_head + i) % _entries.Length];
        }

        _entries = larger;
        _head = 0;
    }

    public void Clear()
    {
        while (TryRemove(out _))
        {
        }
    }
}
