using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading;
using Hal;

/// <summary>A test rig's HAL with a ledger: addresses are numbers that are never used again, and Unshare checks every part.</summary>
public readonly unsafe struct LedgerHal : IHal
{
    private static readonly ConcurrentDictionary<ulong, (nint Pointer, int Length, BufferDirection Direction)> s_shares = new();
    private static readonly ConcurrentDictionary<ulong, nuint> s_pages = new();
    private static ulong s_next = 0x1000;

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
        NativeMemory.Clear(memory, pages * HalConstants.PageSize);
        PhysAddr paddr = Next(pages * HalConstants.PageSize);
        s_pages[paddr.Value] = pages;
        return new DmaAllocation(paddr, memory);
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!s_pages.TryRemove(paddr.Value, out nuint allocated) || allocated != pages)
        {
            throw new HalContractException("HAL2001", $"{paddr} was not allocated with {pages} pages");
        }

        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => throw new DmaException("no registers here");

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr paddr = Next((nuint)buffer.Length);
        s_shares[paddr.Value] = ((nint)buffer.Pointer, buffer.Length, direction);
        return paddr;
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!s_shares.TryRemove(paddr.Value, out var share) || share != ((nint)buffer.Pointer, buffer.Length, direction))
        {
            throw new HalContractException("HAL1001", $"{paddr} was not shared so");
        }
    }

    private static PhysAddr Next(nuint bytes) => new(Interlocked.Add(ref s_next, (bytes + 0xFFF) & ~(nuint)0xFFF) - 0x1000);
}
