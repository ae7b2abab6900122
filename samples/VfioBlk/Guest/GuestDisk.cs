namespace Virtio.Guest;

/// <summary>The IOMMU domain of the guest's one disk.</summary>
internal readonly struct GuestDisk;
