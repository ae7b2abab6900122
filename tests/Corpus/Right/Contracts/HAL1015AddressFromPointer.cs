using Hal;
using Devices;

/// <summary>Bus addresses that the HAL gave.</summary>
public sealed unsafe class PointersAsAddresses<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly MmioRegion _registers;

    public PointersAsAddresses(MmioRegion registers) => _registers = registers;

    public bool Submitted(byte* data, int length)
    {
        using var shared = new SharedScope<THal>(new DmaBuffer(data, length), BufferDirection.DriverToDevice);
        return _device.Submit(shared.Paddr, length);
    }

    public void UnsharedByPointer(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.Both);
    }

    public void WrittenToADescriptor(Descriptor* descriptor, Dma<THal> memory)
    {
        PhysAddr address = memory.Paddr;
        descriptor->Address = address.Value;
    }

    public void WrittenToARegister(Dma<THal> ring)
    {
        PhysAddr start = ring.PaddrAt(64);
        _registers.Write64(0x80, start.Value);
    }

    public int DeallocatedByPointer()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        _device.Submit(memory.Paddr);
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }
}
