using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "iommu/sprd: Release dma buffer to avoid memory leak" (CVE-2023-53801): the table that attaching allocates was
// not freed with the domain.
public sealed unsafe class SprdDomain<THal>(MmioRegion mmu) : IDisposable
    where THal : struct, IHal
{
    private DmaAllocation _table;
    private nuint _pages;

    public bool Attach(nuint apertureBytes)
    {
        if (_table.Paddr != default)
        {
            return true;
        }

        nuint pages = HalConstants.PagesFor(apertureBytes / 1024);
        DmaAllocation table = THal.DmaAlloc(pages, DriverToDevice); //! HAL2002 (no fix: overwritten)
        if (table.Paddr == default)
        {
            return false;
        }

        _table = table;
        _pages = pages;
        mmu.Write64(0x10, table.Paddr.Value);
        mmu.Write32(0x00, 1);
        return true;
    }

    public void Map(int page, PhysAddr address) => ((uint*)_table.Vaddr)[page] = (uint)(address.Value >> 12);

    public void Dispose()
    {
        mmu.Write32(0x00, 0);
        mmu.Write64(0x10, 0);
        _table = default;
        _pages = 0;
    }
}
