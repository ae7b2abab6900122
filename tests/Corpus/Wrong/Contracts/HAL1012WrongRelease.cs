using Hal;
using Devices;

/// <summary>Shares that are deallocated and allocations that are unshared.</summary>
public sealed unsafe class WrongReleases<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int ShareDeallocated(byte* page)
    {
        DmaBuffer buffer = new(page, HalConstants.PageSize);
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        _device.Submit(address);
        return THal.DmaDealloc(address, page, 1); //! HAL1012
    }

    public int AllocationUnshared()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.Both);
        if (paddr == default)
        {
            return -12;
        }

        _device.Submit(paddr);
        THal.Unshare(paddr, new DmaBuffer(vaddr, HalConstants.PageSize), BufferDirection.Both); //! HAL1012
        return 0;
    }

    public int ShareOfAllocation(Dma<THal> memory)
    {
        DmaBuffer part = memory.Slice(0, 512);
        PhysAddr address = THal.Share(part, BufferDirection.DeviceToDriver);
        _device.Submit(address);
        return THal.DmaDealloc(address, memory.Vaddr(0), 1); //! HAL1012
    }

    public int SharedValueDeallocated(DmaBuffer page)
    {
        var shared = new Shared<THal>(page, BufferDirection.DriverToDevice);
        _device.Submit(shared.Paddr);
        return THal.DmaDealloc(shared.Paddr, page.Pointer, 1); //! HAL1012
    }
}
