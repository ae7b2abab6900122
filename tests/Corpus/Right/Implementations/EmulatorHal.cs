using System;
using System.Runtime.InteropServices;
using System.Threading;
using Hal;

namespace Drivers;

/// <summary>The simplest HAL: the device sees this process's addresses, as an emulator in the process does.</summary>
[HalImplementation]
public static unsafe partial class InProcessHal
{
    private static long s_liveShares;

    public static long LiveShares => Interlocked.Read(ref s_liveShares);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = checked(pages * HalConstants.PageSize);
        void* memory;
        try
        {
            memory = NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        }
        catch (OutOfMemoryException)
        {
            return default;
        }

        NativeMemory.Clear(memory, bytes);
        return new DmaAllocation(new PhysAddr((ulong)memory), (byte*)memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (paddr.Value != (ulong)vaddr)
        {
            return -1;
        }

        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
        => size != 0 ? (byte*)paddr.Value : throw new ArgumentOutOfRangeException(nameof(size));

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        Interlocked.Increment(ref s_liveShares);
        return new PhysAddr((ulong)buffer.Pointer);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Interlocked.Decrement(ref s_liveShares);
}
