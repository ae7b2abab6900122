using Hal;
using Virtio.Platforms.Vfio;

namespace Virtio.Guest;

/// <summary>A HAL with a bug: it gives the device pointers for addresses. The IOMMU knows none of them.</summary>
internal readonly unsafe struct PointerHal : IHal
{
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => VfioHal<GuestDisk>.Binding.DmaAlloc(pages, direction);

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => VfioHal<GuestDisk>.Binding.DmaDealloc(paddr, vaddr, pages);

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => VfioHal<GuestDisk>.Binding.MmioPhysToVirt(paddr, size);

    // Header and status lie in DMA memory and are right, so that it is the data alone that goes astray.
    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) =>
        VfioHal<GuestDisk>.Device.Iommu.TryFindDmaMemory(buffer, direction, out PhysAddr address) ? address : new PhysAddr((ulong)buffer.Pointer);

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
