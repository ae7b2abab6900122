using System.Runtime.InteropServices;
using Devices;
using Hal;

[HalImplementation]
public static unsafe partial class HalNoZero
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        void* memory = NativeMemory.AlignedAlloc(pages * 4096, 4096);
        NativeMemory.Clear(memory, pages * 4096);
        ulong iova = Iommu.Map(memory, pages * 4096, true, true);
        return iova == 0 ? default : new DmaAllocation(new PhysAddr(iova), (byte*)memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Iommu.Unmap(paddr.Value, pages * 4096);
        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new(PageTables.Translate(buffer.Pointer));

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
