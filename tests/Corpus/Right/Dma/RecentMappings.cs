using System.Collections.Generic;
using Hal;

namespace Drivers;

// A cache of mappings of constant glyphs, which never change and live as long as the program. An entry is only evicted while nobody uses
// it; Clear is called when the device is quiet.
internal sealed class RecentMappings<THal>
    where THal : struct, IHal
{
    private sealed class Entry
    {
        public required Shared<THal> Share { get; init; }

        public int Users { get; set; }
    }

    private readonly int _capacity;
    private readonly LinkedList<Entry> _byUse = new();
    private readonly Dictionary<DmaBuffer, LinkedListNode<Entry>> _byBuffer = [];

    public RecentMappings(int capacity) => _capacity = capacity;

    public PhysAddr Acquire(DmaBuffer buffer)
    {
        if (_byBuffer.TryGetValue(buffer, out LinkedListNode<Entry>? known))
        {
            known.Value.Users++;
            _byUse.Remove(known);
            _byUse.AddFirst(known);
            return known.Value.Share.Paddr;
        }

        Trim();
        var entry = new Entry { Share = new Shared<THal>(buffer, BufferDirection.DriverToDevice), Users = 1 };
        _byBuffer.Add(buffer, _byUse.AddFirst(entry));
        return entry.Share.Paddr;
    }

    public void Release(DmaBuffer buffer)
    {
        if (_byBuffer.TryGetValue(buffer, out LinkedListNode<Entry>? node))
        {
            node.Value.Users--;
        }
    }

    public void Clear()
    {
        foreach (Entry entry in _byUse)
        {
            entry.Share.Unshare();
        }

        _byUse.Clear();
        _byBuffer.Clear();
    }

    private void Trim()
    {
        LinkedListNode<Entry>? node = _byUse.Last;
        while (_byUse.Count >= _capacity && node is not null)
        {
            LinkedListNode<Entry>? previous = node.Previous;
            if (node.Value.Users == 0)
            {
                _byUse.Remove(node);
                _byBuffer.Remove(node.Value.Share.Buffer);
                node.Value.Share.Unshare();
            }

            node = previous;
        }
    }
}
