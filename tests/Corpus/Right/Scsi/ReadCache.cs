using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A block cache: sectors that were read stay in pinned memory, least recently used first out. A share lives only while the disk reads
// into the page; cached pages are free of shares and disposed on eviction.
public sealed class SectorCache<THal> : IDisposable
    where THal : struct, IHal
{
    private const int SectorBytes = 4096;

    private readonly Device _disk;
    private readonly int _capacity;
    private readonly Dictionary<ulong, LinkedListNode<Page>> _bySector = new();
    private readonly LinkedList<Page> _recent = new();

    public SectorCache(Device disk, int capacity)
    {
        _disk = disk;
        _capacity = capacity;
    }

    public ReadOnlySpan<byte> Get(ulong sector)
    {
        if (_bySector.TryGetValue(sector, out LinkedListNode<Page>? node))
        {
            _recent.Remove(node);
            _recent.AddFirst(node);
            return node.Value.Memory.Buffer.AsReadOnlySpan();
        }

        if (_bySector.Count >= _capacity)
        {
            Evict(_recent.Last!);
        }

        var memory = new PinnedBuffer(SectorBytes);
        if (!Load(sector, memory.Buffer))
        {
            memory.Dispose();
            throw new DeviceException($"Sector {sector} could not be read.");
        }

        _bySector.Add(sector, _recent.AddFirst(new Page(sector, memory)));
        return memory.Buffer.AsReadOnlySpan();
    }

    public void Dispose()
    {
        while (_recent.First is { } node)
        {
            Evict(node);
        }
    }

    private bool Load(ulong sector, DmaBuffer into)
    {
        using var share = new SharedScope<THal>(into, BufferDirection.DeviceToDriver);
        _disk.WriteRegister(0, sector);
        if (!_disk.Submit(share.Paddr, into.Length))
        {
            return false;
        }

        if (_disk.Wait(1000))
        {
            return true;
        }

        _disk.Reset();
        return false;
    }

    private void Evict(LinkedListNode<Page> node)
    {
        _recent.Remove(node);
        _bySector.Remove(node.Value.Sector);
        node.Value.Memory.Dispose();
    }

    private sealed record Page(ulong Sector, PinnedBuffer Memory);
}
