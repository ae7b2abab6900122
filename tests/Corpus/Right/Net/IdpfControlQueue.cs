using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "common/idpf/base: fix memory leaks on control queue": the memory of a queue that the hardware does not take is
// given back.
public sealed unsafe class ControlQueue<THal>(Device hardware)
    where THal : struct, IHal
{
    private const nuint EntrySize = 64;

    private DmaAllocation _zone;
    private nuint _pages;

    public int Setup(nuint depth)
    {
        if (depth == 0 || _pages != 0)
        {
            return -22;
        }

        nuint pages = HalConstants.PagesFor(depth * EntrySize);
        DmaAllocation zone = THal.DmaAlloc(pages, BufferDirection.Both);
        if (zone.Paddr == default)
        {
            return -12;
        }

        int status = hardware.Start(zone.Paddr, (int)depth);
        if (status != 0)
        {
            _ = THal.DmaDealloc(zone.Paddr, zone.Vaddr, pages);
            return status;
        }

        _zone = zone;
        _pages = pages;
        return 0;
    }

    public int Close()
    {
        if (_pages == 0)
        {
            return 0;
        }

        hardware.Reset();
        int status = THal.DmaDealloc(_zone.Paddr, _zone.Vaddr, _pages);
        _zone = default;
        _pages = 0;
        return status;
    }
}
