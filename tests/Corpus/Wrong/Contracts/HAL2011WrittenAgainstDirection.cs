using System;
using System.Runtime.InteropServices;
using Hal;
using Devices;

/// <summary>Memory that was allocated for the device to write, and that the CPU writes.</summary>
public sealed unsafe class DirectionsOfMemory<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int ByPointer()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (memory.Paddr == default)
            return -12;
        memory.Vaddr[0] = 1; //! HAL2011
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }

    public void BySpan()
    {
        using var memory = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        memory.AsSpan().Fill(0xCC); //! HAL2011
        _device.Submit(memory.Paddr);
    }

    public void ByTypedPointer(ulong sector)
    {
        using var memory = new Dma<THal>(2, BufferDirection.DeviceToDriver);
        memory.Pointer<Descriptor>(32)->Address = sector; //! HAL2011
        _device.Submit(memory.Paddr);
    }

    public int ByNativeMemory()
    {
        var (paddr, vaddr) = THal.DmaAlloc(4, BufferDirection.DeviceToDriver);
        if (paddr == default)
            return -12;
        NativeMemory.Fill(vaddr, 4 * HalConstants.PageSize, 0xFF); //! HAL2011
        _device.Submit(paddr);
        return THal.DmaDealloc(paddr, vaddr, 4);
    }

    public void BySlice(ReadOnlySpan<byte> header)
    {
        using var memory = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        DmaBuffer part = memory.Slice(0, 64);
        header.CopyTo(part.AsSpan()); //! HAL2011
        _device.Submit(memory.Paddr);
    }
}
