using System.Runtime.InteropServices;
using Hal;

/// <summary>Pages from mmap, which are zeroed and aligned by the kernel, and translation through a fixed offset.</summary>
[HalImplementation]
public static unsafe partial class LibcHal
{
    private const ulong Offset = 0x7000_0000_0000;

    [DllImport("libc", SetLastError = true)]
    private static extern void* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", SetLastError = true)]
    private static extern int munmap(void* address, nuint length);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        void* memory = mmap(null, pages * HalConstants.PageSize, protection: 3, flags: 0x22 | 0x2000, file: -1, offset: 0);
        return (nint)memory == -1 ? default : new DmaAllocation(new PhysAddr((ulong)memory - Offset), (byte*)memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => munmap(vaddr, pages * HalConstants.PageSize);

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)(paddr.Value + Offset);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer - Offset);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
