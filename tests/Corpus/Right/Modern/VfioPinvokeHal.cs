using System.Runtime.InteropServices;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A HAL over P/Invoke: an IOMMU domain behind a file descriptor.
[HalImplementation]
public static unsafe partial class VfioPinvokeHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct DmaMap
    {
        public uint Size;
        public uint Flags;
        public ulong Vaddr;
        public ulong Iova;
        public ulong Length;
    }

    private static readonly int s_container = open("/dev/vfio/vfio", 2);
    private static ulong s_nextIova = 0x1_0000_0000;

    [DllImport("libc", SetLastError = true)]
    private static extern int open(string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int ioctl(int fd, ulong request, DmaMap* map);

    [DllImport("libc", SetLastError = true)]
    private static extern void* mmap(void* address, nuint length, int protection, int flags, int fd, long offset);

    [DllImport("libc", SetLastError = true)]
    private static extern int munmap(void* address, nuint length);

    private static ulong Reserve(ulong bytes)
    {
        ulong pages = (bytes + 0x1FFF) & ~0xFFFUL;
        return Interlocked.Add(ref s_nextIova, pages) - pages;
    }

    private static bool Map(byte* memory, ulong iova, ulong length, bool reads, bool writes)
    {
        DmaMap map = new()
        {
            Size = (uint)sizeof(DmaMap),
            Flags = (reads ? 1u : 0) | (writes ? 2u : 0),
            Vaddr = (ulong)memory,
            Iova = iova,
            Length = length,
        };
        return ioctl(s_container, 0x3B71, &map) == 0;
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint length = pages * HalConstants.PageSize;
        void* memory = mmap(null, length, 3, 0x21, -1, 0);
        if (memory == (void*)-1)
        {
            return default;
        }

        ulong iova = Reserve(length);
        if (!Map((byte*)memory, iova, length, true, true))
        {
            munmap(memory, length);
            return default;
        }

        return new DmaAllocation(new PhysAddr(iova), (byte*)memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        DmaMap unmap = new() { Size = (uint)sizeof(DmaMap), Iova = paddr.Value, Length = pages * HalConstants.PageSize };
        int error = ioctl(s_container, 0x3B72, &unmap);
        return error != 0 ? error : munmap(vaddr, pages * HalConstants.PageSize);
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)mmap(null, size, 3, 1, s_container, (long)paddr.Value);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong start = (ulong)buffer.Pointer & ~0xFFFUL;
        ulong end = ((ulong)buffer.Pointer + (ulong)buffer.Length + 0xFFF) & ~0xFFFUL;
        ulong iova = Reserve(end - start);
        if (!Map((byte*)start, iova, end - start, direction != DeviceToDriver, direction != DriverToDevice))
        {
            throw new DmaException($"VFIO_IOMMU_MAP_DMA: {Marshal.GetLastPInvokeError()}");
        }

        return new PhysAddr(iova + ((ulong)buffer.Pointer - start));
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        ulong start = paddr.Value & ~0xFFFUL;
        ulong end = (paddr.Value + (ulong)buffer.Length + 0xFFF) & ~0xFFFUL;
        DmaMap unmap = new() { Size = (uint)sizeof(DmaMap), Iova = start, Length = end - start };
        _ = ioctl(s_container, 0x3B72, &unmap);
    }
}
