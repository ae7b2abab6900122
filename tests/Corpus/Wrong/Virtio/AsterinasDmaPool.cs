using System.Collections.Generic;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Asterinas (ostd dma): Grow takes four pages at a time, and Drain gives one back for each entry.
internal sealed unsafe class FramePool<THal>
    where THal : struct, IHal
{
    private const int GrowPages = 4;

    private readonly Queue<DmaAllocation> _chunks = new();

    public bool Grow()
    {
        DmaAllocation chunk = THal.DmaAlloc(GrowPages, Both);
        if (chunk.Paddr == default)
        {
            return false;
        }

        _chunks.Enqueue(chunk);
        return true;
    }

    public int Drain()
    {
        int lost = 0;
        while (_chunks.TryDequeue(out DmaAllocation chunk))
        {
            if (THal.DmaDealloc(chunk.Paddr, chunk.Vaddr, 1) != 0) //! HAL2004
            {
                lost++;
            }
        }

        return lost;
    }
}
