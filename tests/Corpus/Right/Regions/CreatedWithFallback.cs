using Devices;
using Hal;

/// <summary>Creation that may fail: by catch with a smaller size, by a null that is tested, by a loop over sizes.</summary>
public sealed class WithFallback<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void ByCatch()
    {
        Dma<THal> region;
        try
        {
            region = new Dma<THal>(64, BufferDirection.Both);
        }
        catch (DmaException)
        {
            region = new Dma<THal>(1, BufferDirection.Both);
        }

        using (region)
        {
            _device.Program(region.Paddr, (int)region.Length);
        }
    }

    public bool ByNull(bool large)
    {
        Dma<THal>? region = large ? new Dma<THal>(8, BufferDirection.Both) : null;
        try
        {
            return region is null || _device.Submit(region.Paddr);
        }
        finally
        {
            region?.Dispose();
        }
    }

    public unsafe bool ByLoop()
    {
        DmaAllocation memory = default;
        nuint pages;
        for (pages = 16; pages > 0; pages >>= 1)
        {
            memory = THal.DmaAlloc(pages, BufferDirection.Both);
            if (memory.Paddr != default)
            {
                break;
            }
        }

        if (memory.Paddr == default)
        {
            return false;
        }

        _device.Program(memory.Paddr, (int)pages * HalConstants.PageSize);
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages) == 0;
    }
}
