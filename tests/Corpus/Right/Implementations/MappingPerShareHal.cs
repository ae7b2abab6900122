using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A HAL behind an IOMMU; each share is a mapping.</summary>
[HalImplementation]
internal static unsafe partial class IommuHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        byte* memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(memory, bytes);
        ulong iova = Map(memory, bytes, direction);
        if (iova == 0)
        {
            NativeMemory.AlignedFree(memory);
            return default;
        }

        return new DmaAllocation(new PhysAddr(iova), memory);
    }

    private static ulong Map(void* memory, nuint bytes, BufferDirection direction)
    {
        bool reads = direction != BufferDirection.DeviceToDriver;
        bool writes = direction != BufferDirection.DriverToDevice;
        return Iommu.Map(memory, bytes, reads, writes);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!Iommu.Unmap(paddr.Value, pages * HalConstants.PageSize))
        {
            return -1;
        }

        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
    {
        if (size == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(size));
        }

        return PageTables.MapDevice(paddr.Value, size);
    }

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong iova = Map(buffer.Pointer, (nuint)buffer.Length, direction);
        return iova != 0 ? new PhysAddr(iova) : throw new DmaException($"No room in the address space for {buffer}.");
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!Iommu.Unmap(paddr.Value, (nuint)buffer.Length))
        {
            throw new HalContractException("HAL1001", $"No mapping at {paddr}.");
        }
    }
}
