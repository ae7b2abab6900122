using System;
using System.Collections.Generic;
using Hal;

namespace Drivers;

// A pool of hardware descriptors cut out of pages of DMA memory, with a free list. Descriptors go back to the list they came from; pages
// are given back together when the pool is.
internal sealed unsafe class DescriptorPool<THal> : IDisposable
    where THal : struct, IHal
{
    public readonly struct Block
    {
        internal Block(PhysAddr address, byte* pointer)
        {
            Address = address;
            Pointer = pointer;
        }

        public PhysAddr Address { get; }

        public byte* Pointer { get; }
    }

    private readonly int _size;
    private readonly List<Dma<THal>> _pages = [];
    private readonly Stack<Block> _free = new();
    private int _outstanding;

    public DescriptorPool(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, HalConstants.PageSize);
        _size = size;
    }

    public bool TryRent(out Block block)
    {
        if (_free.Count == 0)
        {
            Grow();
        }

        if (!_free.TryPop(out block))
        {
            return false;
        }

        new Span<byte>(block.Pointer, _size).Clear();
        _outstanding++;
        return true;
    }

    public void Return(Block block)
    {
        _free.Push(block);
        _outstanding--;
    }

    public void Dispose()
    {
        if (_outstanding != 0)
        {
            throw new InvalidOperationException($"{_outstanding} descriptors are still in use.");
        }

        _free.Clear();
        foreach (Dma<THal> page in _pages)
        {
            page.Dispose();
        }

        _pages.Clear();
    }

    private void Grow()
    {
        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? page))
        {
            return;
        }

        _pages.Add(page);
        for (int offset = 0; offset + _size <= HalConstants.PageSize; offset += _size)
        {
            _free.Push(new Block(page.PaddrAt((nuint)offset), page.Vaddr(offset)));
        }
    }
}
