using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A HAL that copies every shared buffer into memory of its own for as long as it is shared.</summary>
[HalImplementation]
public static unsafe partial class CopyingHal
{
    private static readonly Dictionary<ulong, nint> s_copies = [];

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        var memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(memory, bytes);
        return new DmaAllocation(new PhysAddr((ulong)memory), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        void* copy = NativeMemory.Alloc((nuint)buffer.Length);
        if (direction == DeviceToDriver)
        {
            // The device may write less than the whole: what it leaves out must not be another's bytes.
            NativeMemory.Clear(copy, (nuint)buffer.Length);
        }
        else
        {
            Buffer.MemoryCopy(buffer.Pointer, copy, buffer.Length, buffer.Length);
        }

        lock (s_copies)
        {
            s_copies.Add((ulong)copy, (nint)copy);
        }

        return new PhysAddr((ulong)copy);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        nint copy;
        lock (s_copies)
        {
            if (!s_copies.Remove(paddr.Value, out copy))
            {
                throw new HalException($"nothing is shared at {paddr}");
            }
        }

        if (direction != DriverToDevice)
        {
            Buffer.MemoryCopy((void*)copy, buffer.Pointer, buffer.Length, buffer.Length);
        }

        NativeMemory.Free((void*)copy);
    }
}
