using System.Runtime.InteropServices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Large pages first, then smaller ones: a loop that halves the count, and the count it ended with.
public sealed unsafe class FallbackAllocation<THal>
    where THal : struct, IHal
{
    private DmaAllocation _memory;
    private nuint _pages;

    public bool Open(nuint wanted)
    {
        nuint pages = wanted;
        DmaAllocation memory;
        while ((memory = THal.DmaAlloc(pages, Both)).Paddr == default)
        {
            if (pages == 1)
            {
                return false;
            }

            pages /= 2;
        }

        Clear(memory, pages);
        (_memory, _pages) = (memory, pages);
        return true;
    }

    public int Close()
    {
        DmaAllocation memory = _memory;
        _memory = default;
        return memory.Paddr == default ? 0 : THal.DmaDealloc(memory.Paddr, memory.Vaddr, _pages);
    }

    private static void Clear(DmaAllocation memory, nuint pages) => NativeMemory.Clear(memory.Vaddr, pages * HalConstants.PageSize);
}
