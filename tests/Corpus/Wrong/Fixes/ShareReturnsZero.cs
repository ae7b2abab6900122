using Devices;
using Hal;

[HalImplementation]
public static unsafe partial class ShareReturnsZero
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong frame = Frames.AllocateZeroed(pages);
        return frame == 0 ? default : new DmaAllocation(new PhysAddr(frame), (byte*)(frame + Frames.DirectMap));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong iova = Iommu.Map(buffer.Pointer, (nuint)buffer.Length, true, true);
        if (iova == 0)
        {
            Log.Info("the IOMMU is full");
            return default; //! HAL4003
        }

        return new PhysAddr(iova);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Iommu.Unmap(paddr.Value, (nuint)buffer.Length);
}
