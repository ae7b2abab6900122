using System.Collections.Generic;
using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Requests in a linked list; nodes are taken out while it is walked.
public sealed class LinkedListUnmap<THal>
    where THal : struct, IHal
{
    private readonly LinkedList<Shared<THal>> _list = new();

    public PhysAddr Add(DmaBuffer buffer)
    {
        LinkedListNode<Shared<THal>> node = _list.AddLast(new Shared<THal>(buffer, DeviceToDriver));
        return node.Value.Paddr;
    }

    public int RemoveWhere(Predicate<PhysAddr> isDone)
    {
        int removed = 0;
        for (LinkedListNode<Shared<THal>>? node = _list.First, next; node is not null; node = next)
        {
            next = node.Next;
            if (!isDone(node.Value.Paddr))
            {
                continue;
            }

            _list.Remove(node);
            node.Value.Unshare();
            removed++;
        }

        return removed;
    }
}
