using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Fuchsia (intel-hda): the page count that is rounded down is used for giving back.
internal sealed unsafe class CorbTest<THal>(Device hda)
    where THal : struct, IHal
{
    private const int Bytes = 3 * HalConstants.PageSize + 256;

    public int Run()
    {
        DmaAllocation corb = THal.DmaAlloc(HalConstants.PagesFor(Bytes), Both);
        if (corb.Paddr == default)
        {
            return -12;
        }

        int error = hda.Start(corb.Paddr, Bytes);
        if (error == 0)
        {
            error = hda.Wait(10) ? 0 : -110;
        }

        hda.Reset();
        int freed = THal.DmaDealloc(corb.Paddr, corb.Vaddr, Bytes / HalConstants.PageSize); //! HAL2004
        return error != 0 ? error : freed;
    }
}
