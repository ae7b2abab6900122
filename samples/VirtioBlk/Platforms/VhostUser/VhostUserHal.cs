using System;
using Hal;

namespace Virtio.Platforms.VhostUser;

/// <summary>
/// The HAL of a vhost-user front-end: what the back-end may see lies in one shared region. A buffer that lies there already is shared as it is; any other
/// is copied into a block of the region, and back.
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

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (Region.Contains(buffer.Pointer, buffer.Length))
        {
            return Region.AddressOf(buffer.Pointer);
        }

        byte* bounce = Region.Allocate((nuint)buffer.Length);
        if (bounce == null)
        {
            throw new DmaException($"The shared region of {Region.Length} bytes has no free block for a buffer of {buffer.Length} bytes.");
        }

        var copy = new Span<byte>(bounce, buffer.Length);
        if (direction == BufferDirection.DeviceToDriver)
        {
            // Neither the back-end nor the driver is to see what an earlier buffer left in the block.
            copy.Clear();
        }
        else
        {
            buffer.AsReadOnlySpan().CopyTo(copy);
        }

        return Region.AddressOf(bounce);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (Region.Contains(buffer.Pointer, buffer.Length))
        {
            return;
        }

        byte* bounce = Region.PointerAt(paddr);
        if (!Region.Contains(bounce, buffer.Length))
        {
            throw new HalContractException("HAL1001", $"No share of {buffer} is live at address {paddr} (contract C8).");
        }

        if (direction != BufferDirection.DriverToDevice)
        {
            new ReadOnlySpan<byte>(bounce, buffer.Length).CopyTo(buffer.AsSpan());
        }

        if (!Region.Free(bounce, (nuint)buffer.Length))
        {
            throw new HalContractException("HAL1001", $"No share of {buffer} is live at address {paddr} (contracts C8, C10).");
        }
    }
}
