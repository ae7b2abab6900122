using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// A HAL behind an IOMMU: every allocation and every share is mapped for its directions, and unmapped at its end. A mapping that fails
// frees the memory and is told as it must be; memory is freed only when it is unmapped.
[HalImplementation]
public static unsafe partial class IommuHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        var memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(memory, bytes);
        ulong address = Map(memory, bytes, BufferDirection.Both);
        if (address == 0)
        {
            NativeMemory.AlignedFree(memory);
            return default;
        }

        return new DmaAllocation(new PhysAddr(address), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!Iommu.Unmap(paddr.Value, pages * HalConstants.PageSize))
        {
            // The device can still reach the pages: they must not go back to the allocator.
            return -5;
        }

        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong address = Map(buffer.Pointer, (nuint)buffer.Length, direction);
        if (address == 0)
        {
            throw new DmaException($"{buffer} cannot be mapped for the device.");
        }

        return new PhysAddr(address);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!Iommu.Unmap(paddr.Value, (nuint)buffer.Length))
        {
            throw new HalContractException("HAL1001", $"No mapping of {buffer} is at {paddr}.");
        }
    }

    private static ulong Map(byte* memory, nuint length, BufferDirection direction) => Iommu.Map(
        memory,
        length,
        deviceReads: direction != BufferDirection.DeviceToDriver,
        deviceWrites: direction != BufferDirection.DriverToDevice);
}
