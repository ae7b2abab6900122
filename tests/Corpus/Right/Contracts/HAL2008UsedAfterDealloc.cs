using System;
using Hal;
using Devices;

/// <summary>C2, C13: DMA memory that is used before it is given back.</summary>
public sealed unsafe class LateUses<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int PointerAfterDealloc()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (paddr == default)
            return -12;
        _device.Submit(paddr);
        int first = vaddr[0];
        return THal.DmaDealloc(paddr, vaddr, 1) + first;
    }

    public byte SpanAfterDispose()
    {
        var memory = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        Span<byte> bytes = memory.AsSpan();
        _device.Submit(memory.Paddr);
        byte seventh = bytes[7];
        memory.Dispose();
        return seventh;
    }

    public void AddressAfterDispose(Descriptor* descriptor)
    {
        var memory = new Dma<THal>(1, BufferDirection.DriverToDevice);
        _device.Program(memory.Paddr, 64);
        descriptor->Address = memory.Paddr.Value;
        memory.Dispose();
        _device.Kick();
    }

    public uint PointerOutOfUsing()
    {
        uint* status;
        using (var memory = new Dma<THal>(1, BufferDirection.DeviceToDriver))
        {
            status = memory.Pointer<uint>(16);
            _device.Submit(memory.Paddr);
            return *status;
        }
    }

    public void SharedAfterDispose()
    {
        Dma<THal> memory = new(1, BufferDirection.Both);
        DmaBuffer part = memory.Slice(0, 512);
        PhysAddr address = THal.Share(part, BufferDirection.DriverToDevice);
        _device.Submit(address);
        THal.Unshare(address, part, BufferDirection.DriverToDevice);
        memory.Dispose();
    }
}
