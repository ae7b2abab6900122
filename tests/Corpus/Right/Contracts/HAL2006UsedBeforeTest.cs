using Hal;
using Devices;

/// <summary>I6: allocations that are used after it is known that they did not fail.</summary>
public sealed unsafe class UntestedAllocations<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Written()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
            return -12;
        memory.Vaddr[0] = 1;
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }

    public int GivenToTheDevice()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.Both);
        if (paddr == default)
            return -12;
        _device.Program(paddr, HalConstants.PageSize);
        _device.Wait(1);
        return THal.DmaDealloc(paddr, vaddr, 1);
    }

    public int Cleared()
    {
        DmaAllocation memory = THal.DmaAlloc(4, BufferDirection.Both);
        if (memory.Paddr == default)
            return -12;
        ulong* words = (ulong*)memory.Vaddr;
        words[511] = ulong.MaxValue;
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 4);
    }

    public int TestedForTheWrongThing()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (memory.Paddr == default)
            return -12;
        *(uint*)memory.Vaddr = 0xFEED;
        _device.Kick();
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }
}
