using Hal;
using Devices;

/// <summary>C4: DMA memory that is given back with another page count.</summary>
public sealed unsafe class PageCounts<THal>
    where THal : struct, IHal
{
    private const nuint RingPages = 3;
    private readonly Device _device = new();

    public int Literal()
    {
        DmaAllocation memory = THal.DmaAlloc(2, BufferDirection.Both);
        if (memory.Paddr == default)
            return -12;
        _device.Submit(memory.Paddr);
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2004
    }

    public int Named()
    {
        var (paddr, vaddr) = THal.DmaAlloc(RingPages, BufferDirection.DriverToDevice);
        if (paddr == default)
            return -12;
        _device.Submit(paddr);
        return THal.DmaDealloc(paddr, vaddr, RingPages + 1); //! HAL2004
    }

    public int OneMore(nuint pages)
    {
        DmaAllocation memory = THal.DmaAlloc(pages + 1, BufferDirection.DeviceToDriver);
        if (memory.Paddr == default)
            return -12;
        _device.Submit(memory.Paddr);
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages); //! HAL2004
    }

    public int BytesForPages()
    {
        const int Pages = 1;
        DmaAllocation memory = THal.DmaAlloc(Pages, BufferDirection.Both);
        if (memory.Paddr == default)
            return -12;
        _device.Submit(memory.Paddr);
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, HalConstants.PageSize * Pages); //! HAL2004
    }

    public int OfTwoTernaries(bool large)
    {
        DmaAllocation memory = THal.DmaAlloc(large ? 8u : 4u, BufferDirection.Both);
        if (memory.Paddr == default)
            return -12;
        _device.Submit(memory.Paddr);
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, large ? 4u : 2u); //! HAL2004
    }
}
