using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A HAL behind an IOMMU: shares are mappings, and DMA memory is mapped for its life.</summary>
[HalImplementation]
public static unsafe partial class IommuHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        byte* memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        if (memory == null)
        {
            return default;
        }

        NativeMemory.Fill(memory, bytes, 0);
        ulong iova = Iommu.Map(memory, bytes, direction != DeviceToDriver, direction != DriverToDevice);
        if (iova == 0)
        {
            NativeMemory.AlignedFree(memory);
            return default;
        }

        return new DmaAllocation(new PhysAddr(iova), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!Iommu.Unmap(paddr.Value, pages * HalConstants.PageSize))
        {
            return -22;
        }

        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        (bool reads, bool writes) = direction switch
        {
            DriverToDevice => (true, false),
            DeviceToDriver => (false, true),
            _ => (true, true),
        };
        ulong iova = Iommu.Map(buffer.Pointer, (nuint)buffer.Length, reads, writes);
        return iova != 0 ? new PhysAddr(iova) : throw new DmaException("the I/O address space is full");
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!Iommu.Unmap(paddr.Value, (nuint)buffer.Length))
        {
            throw new HalException($"{paddr} is not mapped");
        }
    }
}
