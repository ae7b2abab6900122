using Hal;
using Devices;

/// <summary>A platform's uncached buffer that is handed out when it is known that there is one.</summary>
public sealed unsafe class UncachedBuffer<THal>
    where THal : struct, IHal
{
    private readonly Device _controller = new();

    public bool Configure(uint magic)
    {
        DmaAllocation page = THal.DmaAlloc(1, BufferDirection.Both);
        if (page.Paddr.Value == 0)
            return false;

        _controller.Program(page.Paddr, HalConstants.PageSize);
        *(uint*)page.Vaddr = magic;
        bool accepted = _controller.Wait(10);
        return THal.DmaDealloc(page.Paddr, page.Vaddr, 1) == 0 && accepted;
    }
}
