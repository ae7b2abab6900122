using System;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// The platform of a board whose devices see memory at a fixed offset. Memory is zeroed, page-aligned and freed by its own allocator;
// addresses are pointers plus the offset.
[HalImplementation]
internal static unsafe partial class OffsetWindowHal
{
    private const ulong BusOffset = 0x4000_0000_0000;

    private static long s_pages;

    public static long Pages => Interlocked.Read(ref s_pages);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (pages == 0 || pages > nuint.MaxValue / HalConstants.PageSize)
        {
            return default;
        }

        nuint bytes = pages * HalConstants.PageSize;
        byte* memory;
        try
        {
            memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        }
        catch (OutOfMemoryException)
        {
            return default;
        }

        NativeMemory.Clear(memory, bytes);
        Interlocked.Add(ref s_pages, (long)pages);
        return new DmaAllocation(BusAddress(memory), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (paddr != BusAddress(vaddr))
        {
            return -22;
        }

        NativeMemory.AlignedFree(vaddr);
        Interlocked.Add(ref s_pages, -(long)pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => BusAddress(buffer.Pointer);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }

    private static PhysAddr BusAddress(byte* pointer) => new((ulong)pointer + BusOffset);
}
