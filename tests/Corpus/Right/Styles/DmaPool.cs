using System;
using System.Collections.Generic;
using Hal;

/// <summary>A pool of small blocks from one allocation.</summary>
public sealed class DmaPool<THal> : IDisposable where THal : struct, IHal
{
    private readonly Dma<THal> _memory;
    private readonly Stack<int> _free = new();
    private readonly object _gate = new();
    private readonly int _size;

    public DmaPool(int blocks, int size)
    {
        _size = size;
        _memory = new Dma<THal>(HalConstants.PagesFor((nuint)(blocks * size)), BufferDirection.Both);
        for (int i = blocks - 1; i >= 0; i--)
        {
            _free.Push(i);
        }
    }

    public readonly record struct Block(PhysAddr Address, DmaBuffer Memory, int Index);

    public bool TryRent(out Block block)
    {
        lock (_gate)
        {
            if (!_free.TryPop(out int index))
            {
                block = default;
                return false;
            }

            nuint offset = (nuint)(index * _size);
            block = new Block(_memory.PaddrAt(offset), _memory.Slice(offset, _size), index);
            return true;
        }
    }

    public void Return(Block block)
    {
        block.Memory.AsSpan().Clear();
        lock (_gate)
        {
            _free.Push(block.Index);
        }
    }

    public void Dispose() => _memory.Dispose();
}
