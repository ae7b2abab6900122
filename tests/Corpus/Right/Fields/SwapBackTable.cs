using System;
using Hal;

namespace Drivers;

/// <summary>A dense table of live shares: removal moves the last entry into the gap.</summary>
public sealed class DenseTable<THal>
    where THal : struct, IHal
{
    private struct Entry
    {
        public int Id;
        public PhysAddr Address;
        public DmaBuffer Buffer;
        public BufferDirection Direction;
    }

    private Entry[] _entries = new Entry[8];
    private int _count;
    private int _nextId;

    public int Add(DmaBuffer buffer, BufferDirection direction, out PhysAddr address)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
        }

        address = THal.Share(buffer, direction);
        ref Entry entry = ref _entries[_count++];
        entry.Id = ++_nextId;
        entry.Address = address;
        entry.Buffer = buffer;
        entry.Direction = direction;
        return entry.Id;
    }

    public bool Remove(int id)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_entries[i].Id != id)
            {
                continue;
            }

            Entry gone = _entries[i];
            _entries[i] = _entries[--_count];
            _entries[_count] = default;
            THal.Unshare(gone.Address, gone.Buffer, gone.Direction);
            return true;
        }

        return false;
    }

    public void RemoveWhere(Predicate<BufferDirection> match)
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            ref readonly Entry entry = ref _entries[i];
            if (match(entry.Direction))
            {
                Remove(entry.Id);
            }
        }
    }

    public void Clear() => RemoveWhere(static _ => true);
}
