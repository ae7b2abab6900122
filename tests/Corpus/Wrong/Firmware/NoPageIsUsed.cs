using Hal;
using Devices;

// Follows a fix in EDK2, e55f8c73b6.
/// <summary>A platform's uncached buffer that is handed out before it is known that there is one.</summary>
public sealed unsafe class UncachedBuffer<THal>
    where THal : struct, IHal
{
    private readonly Device _controller = new();

    public bool Configure(uint magic)
    {
        DmaAllocation page = THal.DmaAlloc(1, BufferDirection.Both);
        _controller.Program(page.Paddr, HalConstants.PageSize); //! HAL2006
        *(uint*)page.Vaddr = magic;
        bool accepted = _controller.Wait(10);
        return THal.DmaDealloc(page.Paddr, page.Vaddr, 1) == 0 && accepted;
    }
}
