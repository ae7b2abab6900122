using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in SPDK (idxd): one parameter counts the pages of the allocation and another those of giving back.
internal sealed unsafe class CompletionRecords<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public int ClearAll() => Clear(descriptorPages: 4, recordPages: 2);

    private int Clear(nuint descriptorPages, nuint recordPages)
    {
        var (paddr, vaddr) = THal.DmaAlloc(descriptorPages, Both);
        if (paddr == default)
        {
            return -12;
        }

        int cookie = engine.SubmitFill(paddr, HalConstants.PageSize, 0);
        if (cookie >= 0 && !engine.WaitFor(cookie, 10))
        {
            engine.Terminate();
        }

        return THal.DmaDealloc(paddr, vaddr, recordPages); //! HAL2004
    }
}
