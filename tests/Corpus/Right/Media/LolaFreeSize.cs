using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux sound (lola): allocation and release name the same number of pages.
internal sealed unsafe class LolaRing<THal>(Device board)
    where THal : struct, IHal
{
    private const int CommandEntries = 256;
    private const int EntrySize = 8;

    public bool SelfTest(nuint streams)
    {
        nuint pages = streams + 1;
        DmaAllocation ring = THal.DmaAlloc(pages, BufferDirection.Both);
        if (ring.Paddr == default)
        {
            return false;
        }

        for (int i = 0; i < CommandEntries; i++)
        {
            *(ulong*)(ring.Vaddr + i * EntrySize) = (ulong)i;
        }

        board.Program(ring.Paddr, CommandEntries * EntrySize);
        board.Kick();
        bool good = board.Wait(20);
        board.Reset();

        if (THal.DmaDealloc(ring.Paddr, ring.Vaddr, pages) != 0)
        {
            Log.Info("the ring was not freed");
            good = false;
        }

        return good;
    }
}
