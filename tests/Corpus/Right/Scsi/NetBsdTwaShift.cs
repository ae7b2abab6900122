using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NetBSD (twa): the count of pages stays a count of pages.
internal sealed unsafe class RequestFrames<THal>(Device twa)
    where THal : struct, IHal
{
    public int Reset(nuint frames)
    {
        ArgumentOutOfRangeException.ThrowIfZero(frames);
        nuint pages = frames;
        DmaAllocation memory = THal.DmaAlloc(pages, Both);
        if (memory is not { Paddr.Value: > 0 })
        {
            return -12;
        }

        bool accepted = twa.Submit(memory.Paddr);
        if (accepted)
        {
            twa.Wait(30);
        }

        twa.Reset();
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages) + (accepted ? 0 : -5);
    }
}
