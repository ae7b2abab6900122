using Hal;
using Devices;

/// <summary>I6: allocations that are used before anyone asks whether they failed.</summary>
public sealed unsafe class UntestedAllocations<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Written()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        memory.Vaddr[0] = 1; //! HAL2006
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }

    public int GivenToTheDevice()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.Both);
        _device.Program(paddr, HalConstants.PageSize); //! HAL2006
        if (paddr == default)
            return -12;
        _device.Wait(1);
        return THal.DmaDealloc(paddr, vaddr, 1);
    }

    public int Cleared()
    {
        DmaAllocation memory = THal.DmaAlloc(4, BufferDirection.Both);
        ulong* words = (ulong*)memory.Vaddr;
        words[511] = ulong.MaxValue; //! HAL2006
        if (memory.Paddr == default)
            return -12;
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 4);
    }

    public int TestedForTheWrongThing()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (!_device.Ready)
            _device.Reset();
        *(uint*)memory.Vaddr = 0xFEED; //! HAL2006
        _device.Kick();
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }
}
