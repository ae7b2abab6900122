using Devices;
using Hal;

/// <summary>DmaAlloc and DmaDealloc by hand: deconstruction, the test for failure, and a status that is used.</summary>
public sealed unsafe class RawPages<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run(nuint pages)
    {
        var (paddr, vaddr) = THal.DmaAlloc(pages, BufferDirection.Both);
        if (paddr == default)
        {
            return false;
        }

        vaddr[0] = 1;
        _device.Program(paddr, (int)pages * HalConstants.PageSize);
        _device.Wait(10);
        bool ok = vaddr[1] == 0;
        int status = THal.DmaDealloc(paddr, vaddr, pages);
        return ok && status == 0;
    }

    public void RunWhole()
    {
        DmaAllocation pages = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (pages.Paddr.Value == 0)
        {
            throw new DmaException("one page was not to be had");
        }

        try
        {
            *pages.Vaddr = 7;
            _device.Program(pages.Paddr, HalConstants.PageSize);
        }
        finally
        {
            _ = THal.DmaDealloc(pages.Paddr, pages.Vaddr, 1);
        }
    }
}
