namespace Virtio.Driver;

/// <summary>Feature bits that every device type shares (virtio 1.2, section 6). A device type has its own bits below 24.</summary>
public static class VirtioFeatures
{
    /// <summary>Each side tells the other from which index on it wants to be woken, instead of a flag for all or nothing.</summary>
    public const ulong EventIndex = 1UL << 29;

    /// <summary>The device follows virtio 1.0 or later. This driver does not speak the older form.</summary>
    public const ulong Version1 = 1UL << 32;

    /// <summary>The device reaches memory only as the platform lets it: through an IOMMU, by addresses that the HAL hands out.</summary>
    public const ulong AccessPlatform = 1UL << 33;

    /// <summary>What this driver accepts of any device that offers it.</summary>
    public const ulong Supported = EventIndex | Version1 | AccessPlatform;
}
