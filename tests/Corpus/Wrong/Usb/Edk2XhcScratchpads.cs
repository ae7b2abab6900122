using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in EDK2 (XhciDxe): the loop over the pages returns with the pages of the earlier rounds in a local array.
internal sealed class Scratchpads<THal>
    where THal : struct, IHal
{
    private Dma<THal>[] _pages = [];

    public bool Allocate(Dma<THal> table, int count)
    {
        var pages = new Dma<THal>[count];
        for (int i = 0; i < count; i++)
        {
            if (!Dma<THal>.TryCreate(1, Both, out var page)) //! HAL2002
            {
                return false;
            }

            pages[i] = page;
            unsafe
            {
                table.Pointer<ulong>(0)[i] = page.Paddr.Value;
            }
        }

        _pages = pages;
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
