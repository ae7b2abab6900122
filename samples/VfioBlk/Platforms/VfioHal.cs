using System;
using System.Runtime.InteropServices;
using Hal;

namespace Virtio.Platforms.Vfio;

/// <summary>
/// The HAL of a device behind an IOMMU, driven from user space: Share maps a buffer for the device, Unshare unmaps it, and registers are reached through the
/// mapped BAR. Nothing is copied, and the device reaches nothing that was not shared.
/// </summary>
/// <typeparam name="TDomain">Any struct; each has an IOMMU domain and a device of its own.</typeparam>
[HalImplementation]
internal static unsafe partial class VfioHal<TDomain>
    where TDomain : struct
{
    private static VfioDevice? s_device;

    /// <summary>The device of this domain.</summary>
    /// <exception cref="InvalidOperationException">None is attached yet.</exception>
    public static VfioDevice Device => s_device ?? throw new InvalidOperationException("Attach a device before the HAL is used.");

    /// <summary>Gives the domain its device, once, before any driver runs on it.</summary>
    public static void Attach(VfioDevice device) => s_device = device;

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        var vaddr = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(vaddr, bytes);
        try
        {
            return new DmaAllocation(Device.Iommu.Map(vaddr, bytes, direction, isDmaMemory: true), vaddr);
        }
        catch (DmaException)
        {
            NativeMemory.AlignedFree(vaddr);
            return default;
        }
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        const int NotAllocated = -1;

        // First from the device, then to the allocator: never the other way round.
        if (!Device.Iommu.Unmap(paddr, vaddr))
        {
            return NotAllocated;
        }

        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => Device.PointerTo(paddr, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) =>
        Device.Iommu.TryFindDmaMemory(buffer, direction, out PhysAddr address)
            ? address
            : Device.Iommu.Map(buffer.Pointer, (nuint)buffer.Length, direction, isDmaMemory: false);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        // DMA memory stays mapped for its whole life: only the allocation's own end takes it from the device.
        if (Device.Iommu.TryFindDmaMemory(buffer, direction, out PhysAddr address) && address == paddr)
        {
            return;
        }

        if (!Device.Iommu.Unmap(paddr, buffer.Pointer))
        {
            throw new HalContractException("HAL1001", $"No share of {buffer} is live at address {paddr} (contracts C8, C10).");
        }
    }
}
