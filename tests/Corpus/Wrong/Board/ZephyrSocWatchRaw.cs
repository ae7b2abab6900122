using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (dma_intel_adsp): the word behind the last of the two pages is written through the raw pointer.
internal sealed unsafe class TransferList<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int Words = 2 * HalConstants.PageSize / sizeof(uint);

    public int Fill(PhysAddr from)
    {
        DmaAllocation list = THal.DmaAlloc(2, Both);
        if (list.Paddr == default)
        {
            return -12;
        }

        var words = (uint*)list.Vaddr;
        *words = 0x8000_0000;
        *(words + Words) = 0; //! HAL2009
        int cookie = engine.Submit(from, list.Paddr, 64);
        if (cookie >= 0 && !engine.WaitFor(cookie, 10))
        {
            engine.Terminate();
        }

        int freed = THal.DmaDealloc(list.Paddr, list.Vaddr, 2);
        return cookie < 0 ? cookie : freed;
    }
}
