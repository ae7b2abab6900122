using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading;
using Hal;

namespace Drivers;

/// <summary>One address space for each device: addresses count up and are never used twice.</summary>
[HalImplementation]
public static unsafe partial class DomainHal<TDomain>
    where TDomain : struct
{
    private static ulong s_next = 0x1_0000_0000;
    private static readonly ConcurrentDictionary<ulong, (nint Pointer, nuint Bytes)> s_map = new();

    /// <summary>For the device model: the memory behind an address.</summary>
    public static bool TryResolve(PhysAddr paddr, out nint pointer)
    {
        bool found = s_map.TryGetValue(paddr.Value, out var entry);
        pointer = entry.Pointer;
        return found;
    }

    private static ulong Insert(byte* pointer, nuint bytes)
    {
        ulong span = (bytes + 2 * HalConstants.PageSize - 1) & ~(ulong)(HalConstants.PageSize - 1);
        ulong address = Interlocked.Add(ref s_next, span) - span;
        s_map[address] = ((nint)pointer, bytes);
        return address;
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        byte* pointer;
        try
        {
            pointer = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        }
        catch (OutOfMemoryException)
        {
            return default;
        }

        NativeMemory.Clear(pointer, bytes);
        return new DmaAllocation(new PhysAddr(Insert(pointer, bytes)), pointer);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!s_map.TryGetValue(paddr.Value, out var entry) || entry.Pointer != (nint)vaddr || !s_map.TryRemove(paddr.Value, out _))
        {
            return -2;
        }

        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) =>
        throw new NotSupportedException($"There are no registers at {paddr}.");

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) =>
        new(Insert(buffer.Pointer, (nuint)buffer.Length));

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!s_map.TryRemove(paddr.Value, out _))
        {
            throw new HalContractException("HAL1001", $"{paddr} is not shared.");
        }
    }
}
