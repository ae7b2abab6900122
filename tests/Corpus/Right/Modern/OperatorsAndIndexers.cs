using System.Collections.Generic;
using System.Linq;
using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A table with an indexer whose setter ends the old share, and an operator that adds.
public sealed class OperatorsAndIndexers<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SortedList<int, Shared<THal>> _map = [];

    public Shared<THal>? this[int key]
    {
        get => _map.TryGetValue(key, out Shared<THal> share) ? share : null;
        set
        {
            if (_map.TryGetValue(key, out Shared<THal> old) && _map.Remove(key))
            {
                old.Unshare();
            }

            if (value is { } share)
            {
                _map.Add(key, share);
            }
        }
    }

    public static OperatorsAndIndexers<THal> operator +(OperatorsAndIndexers<THal> table, (int Key, DmaBuffer Buffer) entry)
    {
        table[entry.Key] = new Shared<THal>(entry.Buffer, Both);
        return table;
    }

    public void Fill(IEnumerable<DmaBuffer> buffers)
    {
        OperatorsAndIndexers<THal> table = this;
        foreach ((int index, DmaBuffer buffer) in buffers.Select((buffer, index) => (index, buffer)))
        {
            table += (index, buffer);
        }
    }

    public void Dispose()
    {
        foreach (int key in _map.Keys.ToArray())
        {
            this[key] = null;
        }
    }
}
