using System;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A HAL for a machine without address translation, where a pointer is the address that the device uses. Memory is zeroed and aligned, no
// memory is told by address 0, and what is given back is freed.
[HalImplementation]
public static unsafe partial class IdentityHal
{
    private static long s_livePages;

    public static long LivePages => Interlocked.Read(ref s_livePages);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        byte* memory;
        try
        {
            memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        }
        catch (OutOfMemoryException)
        {
            Log.Info("no memory for the device");
            return default;
        }

        NativeMemory.Clear(memory, bytes);
        Interlocked.Add(ref s_livePages, (long)pages);
        return new DmaAllocation(new PhysAddr((ulong)memory), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        const int NotMine = -22;
        if ((ulong)vaddr != paddr.Value || vaddr == null)
        {
            return NotMine;
        }

        NativeMemory.AlignedFree(vaddr);
        Interlocked.Add(ref s_livePages, -(long)pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        // The device sees all memory, coherently: there is nothing to take back.
    }
}
