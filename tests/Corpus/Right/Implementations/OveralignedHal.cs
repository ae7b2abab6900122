using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Hal;

namespace Drivers;

/// <summary>A HAL over an allocator without alignment: it takes a page more and remembers where the block began.</summary>
[HalImplementation]
public static unsafe partial class MarshalHal
{
    private static readonly ConcurrentDictionary<nint, nint> s_blocks = new();

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nint bytes = (nint)(pages * HalConstants.PageSize);
        nint block = Marshal.AllocHGlobal(bytes + HalConstants.PageSize - 1);
        nint aligned = (block + HalConstants.PageSize - 1) & ~(nint)(HalConstants.PageSize - 1);
        new Span<byte>((void*)aligned, (int)bytes).Clear();
        s_blocks[aligned] = block;
        return new DmaAllocation(new PhysAddr((ulong)aligned), (byte*)aligned);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!s_blocks.TryRemove((nint)vaddr, out nint block))
        {
            return -1;
        }

        Marshal.FreeHGlobal(block);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
