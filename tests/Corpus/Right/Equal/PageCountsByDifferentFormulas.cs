using System;
using Devices;
using Hal;

/// <summary>Page counts that are the same number by a shift, a division, PagesFor, a cast and a property.</summary>
public sealed unsafe class PageCounts<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Formula(int bytes)
    {
        DmaAllocation memory = THal.DmaAlloc(HalConstants.PagesFor((nuint)bytes), BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        _device.Start(memory.Paddr, bytes);
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, (nuint)((bytes + 4095) / 4096));
    }

    public int Shifted(int count)
    {
        DmaAllocation memory = THal.DmaAlloc((nuint)count, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        int bytes = count << 12;
        _device.Start(memory.Paddr, bytes);
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, (nuint)bytes / HalConstants.PageSize);
    }

    public int Constants()
    {
        const int Size = 16 * 1024;
        var (paddr, vaddr) = THal.DmaAlloc(Size / HalConstants.PageSize, BufferDirection.Both);
        if (paddr == default)
        {
            return -12;
        }

        _device.Start(paddr, Size);
        return THal.DmaDealloc(paddr, vaddr, 4);
    }

    public int Compared(nuint pages, nuint requested)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pages, requested);
        var (paddr, vaddr) = THal.DmaAlloc(pages, BufferDirection.Both);
        return paddr == default ? -12 : THal.DmaDealloc(paddr, vaddr, requested);
    }
}
