using Hal;
using Devices;

/// <summary>Shares that are unshared and allocations that are deallocated.</summary>
public sealed unsafe class WrongReleases<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int ShareDeallocated(byte* page)
    {
        DmaBuffer buffer = new(page, HalConstants.PageSize);
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.Both);
        return 0;
    }

    public int AllocationUnshared()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.Both);
        if (paddr == default)
        {
            return -12;
        }

        _device.Submit(paddr);
        return THal.DmaDealloc(paddr, vaddr, 1);
    }

    public int ShareOfAllocation(Dma<THal> memory)
    {
        DmaBuffer part = memory.Slice(0, 512);
        PhysAddr address = THal.Share(part, BufferDirection.DeviceToDriver);
        _device.Submit(address);
        THal.Unshare(address, part, BufferDirection.DeviceToDriver);
        return 0;
    }

    public int SharedValueDeallocated(DmaBuffer page)
    {
        var shared = new Shared<THal>(page, BufferDirection.DriverToDevice);
        _device.Submit(shared.Paddr);
        shared.Unshare();
        return 0;
    }
}
