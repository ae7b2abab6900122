using Hal;
using Devices;

/// <summary>C1: allocations of at least one page.</summary>
public sealed unsafe class PagesAskedFor<THal>
    where THal : struct, IHal
{
    private const int EntriesPerPage = 256;
    private readonly Device _device = new();

    public int Literal()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
            return -12;
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }

    public void OfAnOwner()
    {
        using var memory = new Dma<THal>(1, BufferDirection.DriverToDevice);
        _device.Submit(memory.Paddr);
    }

    public bool RoundedDown()
    {
        const int Entries = 255;
        if (!Dma<THal>.TryCreate((Entries + EntriesPerPage - 1) / EntriesPerPage, BufferDirection.Both, out Dma<THal>? memory))
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
            return;
        }

        using var memory = new Dma<THal>(pages, BufferDirection.Both);
        _device.Submit(memory.Paddr);
    }
}
