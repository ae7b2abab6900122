using System;
using System.Collections.Generic;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Small blocks of DMA memory out of pages: a free list runs through the blocks themselves.</summary>
public sealed unsafe class DmaPool<THal>(int blockSize) : IDisposable
    where THal : struct, IHal
{
    public readonly record struct Block(PhysAddr Paddr, nint Memory)
    {
        public byte* Pointer => (byte*)Memory;
    }

    private readonly List<Dma<THal>> _pages = [];
    private readonly Stack<Block> _free = new();
    private readonly Lock _gate = new();

    public Block Rent()
    {
        lock (_gate)
        {
            if (_free.Count == 0)
            {
                Grow();
            }

            Block block = _free.Pop();
            new Span<byte>(block.Pointer, blockSize).Clear();
            return block;
        }
    }

    public void Return(Block block)
    {
        lock (_gate)
        {
            _free.Push(block);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _free.Clear();
            _pages.ForEach(static page => page.Dispose());
            _pages.Clear();
        }
    }

    private void Grow()
    {
        var page = new Dma<THal>(1, Both);
        _pages.Add(page);
        for (nuint offset = 0; offset + (nuint)blockSize <= page.Length; offset += (nuint)blockSize)
        {
            _free.Push(new Block(page.PaddrAt(offset), (nint)page.Vaddr(offset)));
        }
    }
}
