using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A ring of pages taken from one allocation: head and tail run freely and are masked at use.</summary>
public sealed unsafe class PageRing<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _memory;
    private readonly uint _mask;
    private uint _head;
    private uint _tail;

    public PageRing(int order)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 10);
        nuint pages = (nuint)1 << order;
        _mask = (uint)pages - 1;
        _memory = new Dma<THal>(pages, Both);
    }

    public bool TryProduce(ReadOnlySpan<byte> data, out PhysAddr at)
    {
        at = default;
        if (_head - _tail > _mask || data.Length > HalConstants.PageSize - 4)
        {
            return false;
        }

        nuint offset = (nuint)(_head & _mask) * HalConstants.PageSize;
        *_memory.Pointer<int>(offset) = data.Length;
        data.CopyTo(new Span<byte>(_memory.Vaddr(offset + 4), HalConstants.PageSize - 4));
        at = _memory.PaddrAt(offset);
        _head++;
        return true;
    }

    public bool TryConsume(Span<byte> into, out int length)
    {
        length = 0;
        if (_tail == _head)
        {
            return false;
        }

        nuint offset = (nuint)(_tail & _mask) * HalConstants.PageSize;
        length = Math.Clamp(*_memory.Pointer<int>(offset), 0, Math.Min(into.Length, HalConstants.PageSize - 4));
        new ReadOnlySpan<byte>(_memory.Vaddr(offset + 4), length).CopyTo(into);
        _tail++;
        return true;
    }

    public void Dispose() => _memory.Dispose();
}
