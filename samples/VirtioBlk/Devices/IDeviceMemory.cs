using System;

namespace Virtio.Devices;

/// <summary>
/// Memory as a device sees it: by bus addresses only, and only what the driver has shared or allocated, in the direction that it said. Every other access
/// ends in a <see cref="BusFaultException"/>, as behind an IOMMU.
/// </summary>
internal interface IDeviceMemory
{
    /// <summary>Copies from memory that the device may read.</summary>
    void Read(ulong address, Span<byte> destination);

    /// <summary>Copies into memory that the device may write.</summary>
    void Write(ulong address, ReadOnlySpan<byte> source);

    /// <summary>Reads a ring index, before anything that is read after it. Aligned, in one access.</summary>
    ushort LoadAcquire(ulong address);

    /// <summary>Writes a ring index, after anything that was written before it. Aligned, in one access.</summary>
    void StoreRelease(ulong address, ushort value);
}
