using System;
using System.Collections.Generic;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Cipher keys stay shared between calls; the least recently used one leaves when the cache is full. A key is ended exactly when it
// leaves the list, by eviction, by removal or at the end.
public sealed class KeyCache<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Capacity = 8;
    private readonly LinkedList<(int Id, Shared<THal> Key)> _recent = new();

    public PhysAddr Find(int id, DmaBuffer key)
    {
        for (var node = _recent.First; node is not null; node = node.Next)
        {
            if (node.Value.Id == id)
            {
                _recent.Remove(node);
                _recent.AddFirst(node);
                return node.Value.Key.Paddr;
            }
        }

        if (_recent.Count == Capacity && _recent.Last is { } oldest)
        {
            _recent.RemoveLast();
            oldest.Value.Key.Unshare();
        }

        var shared = new Shared<THal>(key, DriverToDevice);
        _recent.AddFirst((id, shared));
        return shared.Paddr;
    }

    public bool Forget(int id)
    {
        var node = _recent.First;
        while (node is not null && node.Value.Id != id)
        {
            node = node.Next;
        }

        if (node is null)
        {
            return false;
        }

        _recent.Remove(node);
        node.Value.Key.Unshare();
        return true;
    }

    public void Dispose()
    {
        while (_recent.First is { } first)
        {
            _recent.RemoveFirst();
            first.Value.Key.Unshare();
        }
    }
}
