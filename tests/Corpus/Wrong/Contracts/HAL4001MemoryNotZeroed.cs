using System.Runtime.InteropServices;
using Hal;

/// <summary>I5: memory that is handed out as the allocator left it.</summary>
[HalImplementation]
public static unsafe partial class DirtyHeapHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize); //! HAL4001
        return new DmaAllocation(new PhysAddr((ulong)memory), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}

[HalImplementation]
public static unsafe partial class DirtyLibcHal
{
    [DllImport("libc")]
    private static extern void* aligned_alloc(nuint alignment, nuint size);

    [DllImport("libc")]
    private static extern void free(void* memory);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        void* memory = Pages(pages);
        return memory == null ? default : new DmaAllocation(new PhysAddr((ulong)memory + 0x8000_0000), (byte*)memory);
    }

    private static void* Pages(nuint count) => aligned_alloc(HalConstants.PageSize, count * HalConstants.PageSize); //! HAL4001

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        free(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}

[HalImplementation]
public static unsafe partial class DirtyArrayHal
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<ulong, byte[]> s_arrays = new();

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        byte[] array = System.GC.AllocateUninitializedArray<byte>(((int)pages + 1) * HalConstants.PageSize, pinned: true); //! HAL4001
        ulong first = ((ulong)System.Runtime.CompilerServices.Unsafe.AsPointer(ref array[0]) + 4095) & ~4095UL;
        s_arrays[first] = array;
        return new DmaAllocation(new PhysAddr(first), (byte*)first);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => s_arrays.TryRemove(paddr.Value, out _) ? 0 : -22;

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}

public readonly unsafe struct DirtyStructHal : IHal
{
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) =>
        new(new PhysAddr(0x10_0000), (byte*)NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, 65536)); //! HAL4001

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
