using Hal;
using Devices;

/// <summary>C15: accesses within DMA memory.</summary>
public sealed unsafe class Bounds<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public byte AtTheEnd()
    {
        using var memory = new Dma<THal>(2, BufferDirection.DeviceToDriver);
        _device.Submit(memory.Paddr);
        return *memory.Vaddr(2 * HalConstants.PageSize - 1);
    }

    public int PastTheEnd()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
            return -12;
        memory.Vaddr[4095] = 0;
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }

    public int AcrossTheEnd()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (paddr == default)
            return -12;
        *(ulong*)(vaddr + 4088) = paddr.Value;
        return THal.DmaDealloc(paddr, vaddr, 1);
    }

    public int BeforeTheStart()
    {
        DmaAllocation memory = THal.DmaAlloc(3, BufferDirection.Both);
        if (memory.Paddr == default)
            return -12;
        uint* words = (uint*)memory.Vaddr;
        words[0] = 7;
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 3);
    }

    public void LengthAsOffset()
    {
        using var memory = new Dma<THal>(1, BufferDirection.DriverToDevice);
        byte* last = memory.Vaddr(memory.Length - 1);
        *last = 0xFF;
        _device.Submit(memory.Paddr);
    }
}
