using Hal;
using Devices;

/// <summary>Bus addresses that a driver makes from its own pointers.</summary>
public sealed unsafe class PointersAsAddresses<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly MmioRegion _registers;

    public PointersAsAddresses(MmioRegion registers) => _registers = registers;

    public bool Submitted(byte* data, int length)
    {
        var address = new PhysAddr((ulong)data);
        return _device.Submit(address, length); //! HAL1015
    }

    public void UnsharedByPointer(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        _device.Submit(address);
        THal.Unshare(new PhysAddr((ulong)buffer.Pointer), buffer, BufferDirection.Both); //! HAL1015
    }

    public void WrittenToADescriptor(Descriptor* descriptor, Dma<THal> memory)
    {
        PhysAddr address = new((ulong)(nint)memory.Vaddr(0));
        descriptor->Address = address.Value; //! HAL1015
    }

    public void WrittenToARegister(Dma<THal> ring)
    {
        var start = new PhysAddr((nuint)ring.Vaddr(64));
        _registers.Write64(0x80, start.Value); //! HAL1015
    }

    public int DeallocatedByPointer()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        _device.Submit(memory.Paddr);
        return THal.DmaDealloc(new PhysAddr((ulong)memory.Vaddr), memory.Vaddr, 1); //! HAL1015
    }
}
