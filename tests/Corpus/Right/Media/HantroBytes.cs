using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (media, hantro): the release names the pages of the allocation.
internal sealed unsafe class ProbabilityTable<THal>(Device decoder)
    where THal : struct, IHal
{
    public bool Load(ReadOnlySpan<byte> table)
    {
        if (table.IsEmpty)
        {
            return false;
        }

        var bytes = (nuint)table.Length;
        nuint pages = HalConstants.PagesFor(bytes);
        DmaAllocation memory = THal.DmaAlloc(pages, DriverToDevice);
        if (memory.Paddr == default)
        {
            return false;
        }

        table.CopyTo(new Span<byte>(memory.Vaddr, table.Length));
        decoder.Program(memory.Paddr, table.Length);
        decoder.Wait(5);
        decoder.Reset();
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages) == 0;
    }
}
