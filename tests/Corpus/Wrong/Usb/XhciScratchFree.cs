using Devices;
using Hal;

namespace Drivers;

// Like fixes in FreeBSD (xhci): Detach frees one page of the four that Attach allocated.
internal sealed unsafe class XhciScratch<THal>(Device controller)
    where THal : struct, IHal
{
    private const int ScratchPages = 4;
    private const int TablePages = 1;

    private DmaAllocation _table;
    private DmaAllocation _scratch;

    public bool Attach()
    {
        _scratch = THal.DmaAlloc(ScratchPages, BufferDirection.Both);
        if (_scratch.Paddr == default)
        {
            return false;
        }

        _table = THal.DmaAlloc(TablePages, BufferDirection.Both);
        if (_table.Paddr == default)
        {
            _ = THal.DmaDealloc(_scratch.Paddr, _scratch.Vaddr, ScratchPages);
            return false;
        }

        var entries = (ulong*)_table.Vaddr;
        for (int i = 0; i < ScratchPages; i++)
        {
            entries[i] = (_scratch.Paddr + i * HalConstants.PageSize).Value;
        }

        controller.Program(_table.Paddr, ScratchPages * sizeof(ulong));
        return true;
    }

    public int Detach()
    {
        controller.Reset();
        int status = THal.DmaDealloc(_table.Paddr, _table.Vaddr, TablePages);
        status |= THal.DmaDealloc(_scratch.Paddr, _scratch.Vaddr, TablePages); //! HAL2004
        return status;
    }
}
