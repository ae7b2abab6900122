using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The HAL of a user process behind an IOMMU: memory of its own, mapped for the device.</summary>
[HalImplementation]
public static unsafe partial class IommuHal
{
    private static readonly ConcurrentDictionary<ulong, nuint> s_mappings = new();
    private static long s_pages;

    public static long PagesInUse => Interlocked.Read(ref s_pages);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        byte* memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(memory, bytes);
        ulong iova = Iommu.Map(memory, bytes, true, true);
        if (iova == 0)
        {
            NativeMemory.AlignedFree(memory);
            return default;
        }

        s_mappings[iova] = bytes;
        Interlocked.Add(ref s_pages, (long)pages);
        return new DmaAllocation(new PhysAddr(iova), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!s_mappings.TryRemove(paddr.Value, out nuint bytes) || !Iommu.Unmap(paddr.Value, bytes))
        {
            return -1;
        }

        NativeMemory.AlignedFree(vaddr);
        Interlocked.Add(ref s_pages, -(long)pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong iova = Iommu.Map(
            buffer.Pointer,
            (nuint)buffer.Length,
            deviceReads: direction != DeviceToDriver,
            deviceWrites: direction != DriverToDevice);
        if (iova == 0)
        {
            throw new DmaException($"{buffer} cannot be mapped: the IOMMU has no room");
        }

        return new PhysAddr(iova);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!Iommu.Unmap(paddr.Value, (nuint)buffer.Length))
        {
            throw new HalContractException("HAL1001", $"{paddr} is not mapped");
        }
    }
}
