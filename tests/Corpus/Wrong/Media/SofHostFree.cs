using Devices;
using Hal;

namespace Drivers;

// Follows a fix in thesofproject/sof: "host-zephyr: No need to call dma_sg_free() twice" (pull request 7568): freeing the host component
// resets it, which frees the list, and then frees the list.
public sealed unsafe class SofHost<THal>
    where THal : struct, IHal
{
    private readonly Device _dsp;
    private DmaAllocation _elements;
    private nuint _pages;

    public SofHost(Device dsp) => _dsp = dsp;

    public bool Params(nuint pages)
    {
        DmaAllocation elements = THal.DmaAlloc(pages, BufferDirection.DriverToDevice);
        if (elements.Paddr == default)
        {
            return false;
        }

        _elements = elements;
        _pages = pages;
        _dsp.Program(elements.Paddr, (int)pages * HalConstants.PageSize);
        return true;
    }

    public int Reset()
    {
        _dsp.Reset();
        return FreeElements();
    }

    public int Free()
    {
        int status = Reset();
        _dsp.WriteRegister(0, 0);
        return status | FreeElements(); //! HAL2003
    }

    private int FreeElements() => THal.DmaDealloc(_elements.Paddr, _elements.Vaddr, _pages);
}
