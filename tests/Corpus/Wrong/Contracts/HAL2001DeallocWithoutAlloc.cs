using Hal;
using Devices;

/// <summary>C2: addresses that certainly came from no DmaAlloc.</summary>
public sealed unsafe class DeallocAddresses<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Constant(byte* memory)
    {
        return THal.DmaDealloc(new PhysAddr(0x10_0000), memory, 1); //! HAL2001
    }

    public int OfAFailedAllocation()
    {
        DmaAllocation memory = THal.DmaAlloc(16, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 16); //! HAL2001
        }

        _device.Submit(memory.Paddr);
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 16);
    }

    public int SecondPage()
    {
        var (paddr, vaddr) = THal.DmaAlloc(2, BufferDirection.DriverToDevice);
        if (paddr == default)
        {
            return -12;
        }

        PhysAddr second = paddr + HalConstants.PageSize;
        _device.Submit(second);
        return THal.DmaDealloc(second, vaddr, 2); //! HAL2001
    }

    public int Default(byte* memory, bool wanted)
    {
        PhysAddr address = default;
        if (wanted)
        {
            return _device.Start(address, 0);
        }

        return THal.DmaDealloc(address, memory, 1); //! HAL2001
    }
}
