using Hal;
using Devices;

/// <summary>C5: addresses that are given back with the pointer of something else.</summary>
public sealed unsafe class Pairs<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int OfAnother()
    {
        DmaAllocation first = THal.DmaAlloc(1, BufferDirection.Both);
        if (first.Paddr == default)
            return -12;
        DmaAllocation second = THal.DmaAlloc(1, BufferDirection.Both);
        if (second.Paddr == default)
            return THal.DmaDealloc(first.Paddr, first.Vaddr, 1);
        _device.Submit(first.Paddr);
        int status = THal.DmaDealloc(first.Paddr, second.Vaddr, 1); //! HAL2005
        return status | THal.DmaDealloc(second.Paddr, first.Vaddr, 1);
    }

    public int Moved()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (paddr == default)
            return -12;
        *vaddr++ = 1;
        _device.Submit(paddr);
        return THal.DmaDealloc(paddr, vaddr, 1); //! HAL2005 (no fix: meaning)
    }

    public int AddressForPointer()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
            return -12;
        _device.Submit(memory.Paddr);
        return THal.DmaDealloc(memory.Paddr, (byte*)memory.Paddr.Value, 1); //! HAL2005
    }

    public int AnotherBuffer(Dma<THal> other)
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (memory.Paddr == default)
            return -12;
        byte* payload = memory.Vaddr + 64;
        _device.Program(other.Paddr, payload[0]);
        return THal.DmaDealloc(memory.Paddr, payload, 1); //! HAL2005
    }
}
