using System.Runtime.InteropServices;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A method that takes memory from its caller or makes its own, and frees only its own.
public sealed unsafe class MixedOwnership<THal>(Device device)
    where THal : struct, IHal
{
    public int Run(Dma<THal>? given, ReadOnlySpan<byte> data)
    {
        Dma<THal>? own = null;
        Dma<THal> memory = given ?? (own = new Dma<THal>(1, Both));
        try
        {
            data[..Math.Min(data.Length, 4096)].CopyTo(memory.AsSpan());
            return device.Start(memory.Paddr, data.Length);
        }
        finally
        {
            device.Reset();
            own?.Dispose();
        }
    }

    public int RunRaw(DmaAllocation given, nuint pages)
    {
        bool mine = given.Paddr == default;
        DmaAllocation memory = mine ? THal.DmaAlloc(pages, Both) : given;
        if (memory.Paddr == default)
        {
            return -12;
        }

        *memory.Vaddr = 1;
        int status = device.Start(memory.Paddr, 1);
        device.Reset();
        if (mine && THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages) != 0)
        {
            status = -5;
        }

        return status;
    }

    public int RunBuffer(DmaBuffer buffer, bool copy)
    {
        byte* scratch = copy ? (byte*)NativeMemory.Alloc((nuint)buffer.Length) : null;
        DmaBuffer used = copy ? new DmaBuffer(scratch, buffer.Length) : buffer;
        if (copy)
        {
            buffer.AsReadOnlySpan().CopyTo(used.AsSpan());
        }

        PhysAddr paddr = THal.Share(used, DriverToDevice);
        int status = device.Start(paddr, used.Length);
        device.Reset();
        THal.Unshare(paddr, used, DriverToDevice);
        NativeMemory.Free(scratch);
        return status;
    }
}
