using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (ibmvscsi): the count that Detach names is not the one that Attach asked for.
internal sealed unsafe class TraceArea<THal>(Device adapter)
    where THal : struct, IHal
{
    private DmaAllocation _area;

    public int Attach()
    {
        DmaAllocation area = THal.DmaAlloc(4, DeviceToDriver);
        if (area.Paddr == default)
        {
            return -12;
        }

        _area = area;
        adapter.Program(area.Paddr, 4 * HalConstants.PageSize);
        return 0;
    }

    public int Detach()
    {
        adapter.Reset();
        if (_area.Paddr == default)
        {
            return 0;
        }

        int status = THal.DmaDealloc(_area.Paddr, _area.Vaddr, 1); //! HAL2004
        _area = default;
        return status;
    }
}
