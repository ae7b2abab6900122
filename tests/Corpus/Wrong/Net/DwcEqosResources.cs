using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot net (dwc_eth_qos): when the receive descriptors cannot be had, the transmit descriptors are not given back.
public sealed unsafe class EqosResources<THal>
    where THal : struct, IHal
{
    private const int DescriptorSize = 16;

    private DmaAllocation _transmit;
    private DmaAllocation _receive;
    private nuint _pages;

    public int Probe(int descriptors)
    {
        if (_pages != 0)
        {
            return -17;
        }

        nuint pages = HalConstants.PagesFor((nuint)(descriptors * DescriptorSize));
        if (!TryAllocate(pages, out DmaAllocation transmit)) //! HAL2002 (no fix: helper acquires)
        {
            return -12;
        }

        if (!TryAllocate(pages, out DmaAllocation receive))
        {
            Log.Info("eqos: no receive descriptors");
            return -12;
        }

        _transmit = transmit;
        _receive = receive;
        _pages = pages;
        return 0;
    }

    public int Remove(Device mac)
    {
        if (_pages == 0)
        {
            return 0;
        }

        mac.Reset();
        int status = THal.DmaDealloc(_receive.Paddr, _receive.Vaddr, _pages);
        status |= THal.DmaDealloc(_transmit.Paddr, _transmit.Vaddr, _pages);
        _pages = 0;
        return status;
    }

    private static bool TryAllocate(nuint pages, out DmaAllocation memory)
    {
        memory = THal.DmaAlloc(pages, Both);
        return memory.Paddr != default;
    }
}
