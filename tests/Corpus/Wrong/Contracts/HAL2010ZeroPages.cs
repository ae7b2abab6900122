using Hal;
using Devices;

/// <summary>C1: allocations of no pages.</summary>
public sealed unsafe class PagesAskedFor<THal>
    where THal : struct, IHal
{
    private const int EntriesPerPage = 256;
    private readonly Device _device = new();

    public int Literal()
    {
        DmaAllocation memory = THal.DmaAlloc(0, BufferDirection.Both); //! HAL2010
        if (memory.Paddr == default)
            return -12;
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 0);
    }

    public void OfAnOwner()
    {
        using var memory = new Dma<THal>(0, BufferDirection.DriverToDevice); //! HAL2010
        _device.Submit(memory.Paddr);
    }

    public bool RoundedDown()
    {
        const int Entries = 255;
        if (!Dma<THal>.TryCreate(Entries / EntriesPerPage, BufferDirection.Both, out Dma<THal>? memory)) //! HAL2010
        {
            return false;
        }

        memory.Dispose();
        return true;
    }

    public void KnownToBeZero(uint pages)
    {
        if (pages == 0)
        {
            using var memory = new Dma<THal>(pages, BufferDirection.Both); //! HAL2010
            _device.Submit(memory.Paddr);
        }
    }
}
