using Hal;
using Virtio.Platforms.Vfio;

namespace Virtio.Guest;

/// <summary>A HAL with a bug: what it shares it unshares at once, before the device has used it. The IOMMU then stops the device.</summary>
internal readonly unsafe struct EarlyUnshareHal : IHal
{
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => VfioHal<GuestDisk>.Binding.DmaAlloc(pages, direction);

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => VfioHal<GuestDisk>.Binding.DmaDealloc(paddr, vaddr, pages);

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => VfioHal<GuestDisk>.Binding.MmioPhysToVirt(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr address = VfioHal<GuestDisk>.Binding.Share(buffer, direction);
        VfioHal<GuestDisk>.Binding.Unshare(address, buffer, direction);
        return address;
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
