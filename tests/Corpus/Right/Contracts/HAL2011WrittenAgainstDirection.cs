using System;
using System.Runtime.InteropServices;
using Hal;
using Devices;

/// <summary>Memory that the CPU writes and that was allocated for that.</summary>
public sealed unsafe class DirectionsOfMemory<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int ByPointer()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
            return -12;
        memory.Vaddr[0] = 1;
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }

    public void BySpan()
    {
        using var memory = new Dma<THal>(1, BufferDirection.DriverToDevice);
        memory.AsSpan().Fill(0xCC);
        _device.Submit(memory.Paddr);
    }

    public void ByTypedPointer(ulong sector)
    {
        using var memory = new Dma<THal>(2, BufferDirection.DriverToDevice);
        memory.Pointer<Descriptor>(32)->Address = sector;
        _device.Submit(memory.Paddr);
    }

    public int ByNativeMemory()
    {
        var (paddr, vaddr) = THal.DmaAlloc(4, BufferDirection.Both);
        if (paddr == default)
            return -12;
        NativeMemory.Fill(vaddr, 4 * HalConstants.PageSize, 0xFF);
        _device.Submit(paddr);
        return THal.DmaDealloc(paddr, vaddr, 4);
    }

    public void BySlice(ReadOnlySpan<byte> header)
    {
        using var memory = new Dma<THal>(1, BufferDirection.Both);
        DmaBuffer part = memory.Slice(0, 64);
        header.CopyTo(part.AsSpan());
        _device.Submit(memory.Paddr);
    }
}
