using System;
using Hal;

namespace Virtio.Platforms.VhostUser;

/// <summary>
/// The HAL of a vhost-user front-end: what the back-end may see lies in one shared region. A buffer in DMA memory is shared as it is; any other is
/// copied into the region, and back.
/// </summary>
/// <typeparam name="TDomain">Any struct; each has a region of its own.</typeparam>
/// <remarks>The back-end maps the whole region, readable and writable: the direction of a share is not enforced here.</remarks>
[HalImplementation]
internal static unsafe partial class VhostUserHal<TDomain>
    where TDomain : struct
{
    private const int RegionBytes = 64 * 1024 * 1024;

    /// <summary>The region, for the transport.</summary>
    public static SharedRegion Region { get; } = new(RegionBytes);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        byte* vaddr = Region.Allocate(bytes);
        if (vaddr == null)
        {
            return default;
        }

        new Span<byte>(vaddr, (int)bytes).Clear();
        return new DmaAllocation(Region.AddressOf(vaddr), vaddr);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        const int NotAllocated = -1;
        return Region.AddressOf(vaddr) == paddr && Region.Free(vaddr, pages * HalConstants.PageSize) ? 0 : NotAllocated;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) =>
        throw new HalException($"vhost-user has no registers at {paddr}; the device is reached by messages.");

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => Region.Bounces.Share(buffer, direction);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Region.Bounces.Unshare(paddr, buffer, direction);
}
