using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Takes a number of separate pages, all or none.</summary>
public static unsafe class PageSet<THal>
    where THal : struct, IHal
{
    public static DmaAllocation[]? TryTake(int count)
    {
        var pages = new DmaAllocation[count];
        for (int i = 0; i < count; i++)
        {
            pages[i] = THal.DmaAlloc(1, Both);
            if (pages[i].Paddr != default)
            {
                continue;
            }

            for (int j = i - 1; j >= 0; j--)
            {
                _ = THal.DmaDealloc(pages[j].Paddr, pages[j].Vaddr, 1);
            }

            return null;
        }

        return pages;
    }

    public static int Give(DmaAllocation[] pages)
    {
        int worst = 0;
        foreach (DmaAllocation page in pages)
        {
            int status = THal.DmaDealloc(page.Paddr, page.Vaddr, 1);
            worst = status != 0 ? status : worst;
        }

        return worst;
    }
}
