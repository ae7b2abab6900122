using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (net/mlx4): the loop that gives the pages back does not look at the status.
internal sealed unsafe class RegionTable<THal>
    where THal : struct, IHal
{
    private struct Region
    {
        public DmaAllocation Memory;
        public nuint Pages;
    }

    private readonly Region[] _regions = new Region[16];
    private int _count;

    public bool Add(nuint pages)
    {
        if (_count == _regions.Length)
        {
            return false;
        }

        DmaAllocation memory = THal.DmaAlloc(pages, Both);
        if (memory.Paddr == default)
        {
            return false;
        }

        _regions[_count++] = new Region { Memory = memory, Pages = pages };
        return true;
    }

    public void Release()
    {
        while (_count > 0)
        {
            ref Region region = ref _regions[--_count];
            THal.DmaDealloc(region.Memory.Paddr, region.Memory.Vaddr, region.Pages); //! HAL2007
            region = default;
        }
    }
}
