using System;
using System.Collections.Generic;
using System.Linq;
using Hal;

namespace Drivers;

/// <summary>A packed ring's bookkeeping: an identifier for each chain, and the shares of its descriptors linked by index.</summary>
public sealed class PackedRingSlots<THal>
    where THal : struct, IHal
{
    private struct Slot
    {
        public PhysAddr Paddr;
        public DmaBuffer Buffer;
        public BufferDirection Direction;
        public int NextInChain;
    }

    private readonly Slot[] _slots;
    private readonly Stack<int> _free;

    public PackedRingSlots(int count)
    {
        _slots = new Slot[count];
        _free = new Stack<int>(Enumerable.Range(0, count).Reverse());
    }

    public int Take(ReadOnlySpan<DmaBuffer> buffers, BufferDirection direction)
    {
        int head = -1;
        for (int i = buffers.Length - 1; i >= 0; i--)
        {
            if (!_free.TryPop(out int id))
            {
                if (head >= 0)
                {
                    Give(head);
                }

                return -1;
            }

            ref Slot slot = ref _slots[id];
            slot.Buffer = buffers[i];
            slot.Direction = direction;
            slot.NextInChain = head;
            try
            {
                slot.Paddr = THal.Share(buffers[i], direction);
            }
            catch (DmaException)
            {
                slot = default;
                _free.Push(id);
                if (head >= 0)
                {
                    Give(head);
                }

                return -1;
            }

            head = id;
        }

        return head;
    }

    public PhysAddr AddressOf(int id) => _slots[id].Paddr;

    public void Give(int head)
    {
        for (int id = head; id >= 0;)
        {
            ref Slot slot = ref _slots[id];
            int next = slot.NextInChain;
            THal.Unshare(slot.Paddr, slot.Buffer, slot.Direction);
            slot = default;
            _free.Push(id);
            id = next;
        }
    }
}
