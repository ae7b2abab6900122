using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "atm: Fix dma_free_coherent() size".
public sealed unsafe class AtmFreeSize<THal>(Device card)
    where THal : struct, IHal
{
    private const int Channels = 1024;
    private const int EntrySize = 16;

    public int InitializeChannelTable()
    {
        nuint pages = HalConstants.PagesFor(Channels * EntrySize + 2 * HalConstants.PageSize);
        var (paddr, table) = THal.DmaAlloc(pages, Both);
        if (paddr == default)
        {
            return -12;
        }

        new Span<byte>(table, Channels * EntrySize).Fill(0xFE);
        card.Program(paddr, Channels * EntrySize);
        if (!card.Wait(100))
        {
            card.Reset();
            _ = THal.DmaDealloc(paddr, table, pages);
            return -5;
        }

        card.Reset();
        return THal.DmaDealloc(paddr, table, pages);
    }
}
