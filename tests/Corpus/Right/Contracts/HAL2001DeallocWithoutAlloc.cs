using Hal;
using Devices;

/// <summary>C2: each DmaDealloc has what its DmaAlloc returned.</summary>
public sealed unsafe class DeallocAddresses<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Constant(byte* memory)
    {
        memory[0] = 0;
        return 0;
    }

    public int OfAFailedAllocation()
    {
        DmaAllocation memory = THal.DmaAlloc(16, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return -12;
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
        return THal.DmaDealloc(paddr, vaddr, 2);
    }

    public int Default(byte* memory, bool wanted)
    {
        PhysAddr address = default;
        if (wanted)
        {
            return _device.Start(address, 0);
        }

        memory[0] = 0;
        return 0;
    }
}
