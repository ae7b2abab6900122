using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>Shares in a priority queue, an immutable builder, a bag, a sorted list, and behind a ref into a dictionary.</summary>
public sealed class Keepers<THal>
    where THal : struct, IHal
{
    private readonly PriorityQueue<Shared<THal>, long> _byTime = new();
    private readonly ConcurrentBag<Shared<THal>> _bag = new();
    private readonly SortedList<ulong, DmaBuffer> _sorted = new();
    private readonly Dictionary<int, Shared<THal>> _byKey = new();
    private readonly BlockingCollection<Shared<THal>> _bounded = new(16);
    private ImmutableArray<Shared<THal>> _frozen = ImmutableArray<Shared<THal>>.Empty;

    public void Keep(DmaBuffer data, long time) => _byTime.Enqueue(new Shared<THal>(data, BufferDirection.Both), time);

    public void Put(DmaBuffer data) => _bag.Add(new(data, BufferDirection.Both));

    public void Sort(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        _sorted[at.Value] = data;
    }

    public void Set(int key, DmaBuffer data)
    {
        ref Shared<THal> slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, key, out bool exists);
        if (exists)
        {
            slot.Unshare();
        }

        slot = new Shared<THal>(data, BufferDirection.Both);
    }

    public bool Offer(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.Both);
        if (_bounded.TryAdd(share, TimeSpan.FromMilliseconds(1)))
        {
            return true;
        }

        share.Unshare();
        return false;
    }

    public void Freeze(DmaBuffer data) => _frozen = _frozen.Add(new Shared<THal>(data, BufferDirection.Both));

    public void EndAll()
    {
        while (_byTime.TryDequeue(out Shared<THal> share, out _) || _bag.TryTake(out share) || _bounded.TryTake(out share))
        {
            share.Unshare();
        }

        foreach ((ulong at, DmaBuffer data) in _sorted)
        {
            THal.Unshare(new PhysAddr(at), data, BufferDirection.Both);
        }

        foreach (Shared<THal> share in _frozen.AddRange(_byKey.Values))
        {
            share.Unshare();
        }
    }
}
