using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>Memory is mapped into an IOMMU for the time of the share, whole pages around the buffer.</summary>
[HalImplementation]
public static unsafe partial class IommuHal
{
    private const ulong PageMask = HalConstants.PageSize - 1;

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        byte* memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(memory, bytes);
        ulong iova = Iommu.Map(memory, bytes, deviceReads: true, deviceWrites: true);
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
            return -14;
        }

        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong offset = (ulong)buffer.Pointer & PageMask;
        ulong iova = Iommu.Map(
            buffer.Pointer - offset,
            Span(offset, buffer.Length),
            direction != BufferDirection.DeviceToDriver,
            direction != BufferDirection.DriverToDevice);
        return iova != 0 ? new PhysAddr(iova + offset) : throw new DmaException("the IOMMU has no room");
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        ulong offset = paddr.Value & PageMask;
        if (!Iommu.Unmap(paddr.Value - offset, Span(offset, buffer.Length)))
        {
            throw new DmaException($"{paddr} was not mapped");
        }
    }

    private static nuint Span(ulong offset, int length) => (nuint)((offset + (ulong)length + PageMask) & ~PageMask);
}
