using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A driver that keeps constant tables mapped between uses, in a cache with a limit and an order of use. The tables are only read, by
// both sides; an entry that leaves the cache is ended first, and all at the end.
public sealed class TableMappings<THal>(Mailbox mailbox, int most) : IDisposable
    where THal : struct, IHal
{
    private readonly Dictionary<DmaBuffer, LinkedListNode<Shared<THal>>> _index = new();
    private readonly LinkedList<Shared<THal>> _order = new();

    /// <summary>The table stays as it is until it is forgotten.</summary>
    public int Load(uint opcode, DmaBuffer table)
    {
        PhysAddr address = AddressOf(table);
        return mailbox.Execute(opcode, address);
    }

    public bool Forget(DmaBuffer table)
    {
        if (!_index.Remove(table, out LinkedListNode<Shared<THal>>? node))
        {
            return false;
        }

        _order.Remove(node);
        node.Value.Unshare();
        return true;
    }

    public void Dispose()
    {
        _index.Clear();
        while (_order.First is { } node)
        {
            _order.RemoveFirst();
            node.Value.Unshare();
        }
    }

    private PhysAddr AddressOf(DmaBuffer table)
    {
        if (_index.TryGetValue(table, out LinkedListNode<Shared<THal>>? known))
        {
            _order.Remove(known);
            _order.AddFirst(known);
            return known.Value.Paddr;
        }

        while (_order.Count >= most && _order.Last is { } oldest)
        {
            Forget(oldest.Value.Buffer);
        }

        var share = new Shared<THal>(table, DriverToDevice);
        _index.Add(table, _order.AddFirst(share));
        return share.Paddr;
    }
}
