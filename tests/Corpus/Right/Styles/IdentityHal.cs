using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

[HalImplementation]
public static unsafe partial class IdentityHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint size = pages * HalConstants.PageSize;
        byte* memory = (byte*)NativeMemory.AlignedAlloc(size, HalConstants.PageSize);
        if (memory == null)
        {
            return default;
        }

        new Span<byte>(memory, checked((int)size)).Clear();
        return new DmaAllocation(new PhysAddr((nuint)memory), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (paddr.Value != (nuint)vaddr)
        {
            return -22;
        }

        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PageTables.Clean(buffer.Pointer, (nuint)buffer.Length);
        return new PhysAddr((ulong)buffer.Pointer);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (direction is not BufferDirection.DriverToDevice)
        {
            PageTables.Invalidate(buffer.Pointer, (nuint)buffer.Length);
        }
    }
}
