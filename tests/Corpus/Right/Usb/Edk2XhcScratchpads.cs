using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in EDK2 (XhciDxe): the pages of the earlier rounds are disposed of, and the table is filled when all are there.
internal sealed class Scratchpads<THal>
    where THal : struct, IHal
{
    private Dma<THal>[] _pages = [];

    public bool Allocate(Dma<THal> table, int count)
    {
        if (_pages.Length != 0)
        {
            return false;
        }

        var pages = new Dma<THal>[count];
        for (int i = 0; i < count; i++)
        {
            if (!Dma<THal>.TryCreate(1, Both, out var page))
            {
                for (int made = 0; made < i; made++)
                {
                    pages[made].Dispose();
                }

                return false;
            }

            pages[i] = page;
        }

        _pages = pages;
        for (int i = 0; i < count; i++)
        {
            unsafe
            {
                *table.Pointer<ulong>((nuint)i * sizeof(ulong)) = pages[i].Paddr.Value;
            }
        }

        return true;
    }

    public void Free()
    {
        foreach (var page in _pages)
        {
            page.Dispose();
        }

        _pages = [];
    }
}
