using System;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A ring of entries of any unmanaged type in DMA memory, with a producer's and a consumer's side. The number of pages is rounded up,
// indices stay below the capacity, and the owner frees the memory once.
public sealed unsafe class TypedRing<THal, TEntry> : IDisposable
    where THal : struct, IHal
    where TEntry : unmanaged
{
    private readonly Dma<THal> _memory;
    private readonly uint _mask;
    private uint _head;
    private uint _tail;

    public TypedRing(int capacity)
    {
        if (!int.IsPow2(capacity))
        {
            throw new ArgumentException("a power of two", nameof(capacity));
        }

        _mask = (uint)capacity - 1;
        _memory = new Dma<THal>(HalConstants.PagesFor((nuint)capacity * (nuint)sizeof(TEntry)), Both);
    }

    public PhysAddr Base => _memory.Paddr;

    public int Count => (int)(_head - _tail);

    public bool TryProduce(in TEntry entry, Action<uint> publish)
    {
        if (Count > (int)_mask)
        {
            return false;
        }

        *Slot(_head) = entry;
        Thread.MemoryBarrier();
        publish(++_head);
        return true;
    }

    public bool TryConsume(uint produced, out TEntry entry)
    {
        if (_tail == produced || _tail == _head)
        {
            entry = default;
            return false;
        }

        entry = *Slot(_tail++);
        return true;
    }

    public void Reset()
    {
        _head = _tail = 0;
        _memory.AsSpan().Clear();
    }

    public void Dispose() => _memory.Dispose();

    private TEntry* Slot(uint index) => _memory.Pointer<TEntry>((nuint)(index & _mask) * (nuint)sizeof(TEntry));
}
