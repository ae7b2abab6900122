using System.IO.MemoryMappedFiles;
using System.Threading;
using Hal;

/// <summary>DMA memory in a mapped file that another process also maps; bus addresses are offsets into the file.</summary>
[HalImplementation]
public static unsafe partial class MappedFileHal
{
    private const long Capacity = 64 << 20;
    private static readonly MemoryMappedFile s_file = MemoryMappedFile.CreateNew(null, Capacity);
    private static readonly MemoryMappedViewAccessor s_view = s_file.CreateViewAccessor();
    private static readonly byte* s_base = Acquire();
    private static long s_top = HalConstants.PageSize;

    private static byte* Acquire()
    {
        byte* start = null;
        s_view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        return start;
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        long bytes = (long)pages * HalConstants.PageSize;
        long end = Interlocked.Add(ref s_top, bytes);
        if (end > Capacity)
        {
            Interlocked.Add(ref s_top, -bytes);
            return default;
        }

        return new DmaAllocation(new PhysAddr((ulong)(end - bytes)), s_base + (end - bytes));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        long bytes = (long)pages * HalConstants.PageSize;
        new System.Span<byte>(vaddr, (int)bytes).Clear();
        long end = (long)paddr.Value + bytes;
        Interlocked.CompareExchange(ref s_top, (long)paddr.Value, end);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => s_base + paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        long offset = buffer.Pointer - s_base;
        return offset is > 0 and < Capacity
            ? new PhysAddr((ulong)offset)
            : throw new DmaException("only memory of the file can be shared");
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
