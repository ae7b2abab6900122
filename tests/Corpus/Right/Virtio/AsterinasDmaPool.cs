using System.Collections.Generic;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Asterinas (ostd dma): Drain gives back as many pages for each entry as Grow takes.
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
            if (THal.DmaDealloc(chunk.Paddr, chunk.Vaddr, GrowPages) != 0)
            {
                lost++;
            }
        }

        return lost;
    }
}
