namespace Virtio.Driver.Block;

/// <summary>The feature bits of a block device that this driver knows (virtio 1.2, section 5.2.3).</summary>
public static class BlockFeatures
{
    /// <summary>The device limits the bytes behind one descriptor.</summary>
    public const ulong SizeMax = 1UL << 1;

    /// <summary>The device limits the number of data descriptors in a request.</summary>
    public const ulong SegMax = 1UL << 2;

    /// <summary>The device cannot be written.</summary>
    public const ulong ReadOnly = 1UL << 5;

    /// <summary>The device says how large its blocks are.</summary>
    public const ulong BlockSize = 1UL << 6;

    /// <summary>The device has a cache that a flush makes durable.</summary>
    public const ulong Flush = 1UL << 9;

    /// <summary>What the driver uses where it is offered.</summary>
    public const ulong Supported = SizeMax | SegMax | ReadOnly | BlockSize | Flush;
}
