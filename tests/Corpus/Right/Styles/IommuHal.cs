using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

[HalImplementation]
public static unsafe partial class IommuHal
{
    private static readonly Dictionary<ulong, nuint> s_live = [];
    private static readonly object s_gate = new();
    private static long s_maps;

    public static long Maps => Interlocked.Read(ref s_maps);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint size = pages * HalConstants.PageSize;
        void* memory = NativeMemory.AlignedAlloc(size, 4096);
        NativeMemory.Clear(memory, size);
        ulong iova = Iommu.Map(memory, size, direction != BufferDirection.DeviceToDriver, direction != BufferDirection.DriverToDevice);
        if (iova == 0)
        {
            NativeMemory.AlignedFree(memory);
            return default;
        }

        return new DmaAllocation(new PhysAddr(iova), (byte*)memory);
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

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong start = (ulong)buffer.Pointer & ~0xfffUL;
        ulong end = ((ulong)buffer.Pointer + (ulong)buffer.Length + 0xfff) & ~0xfffUL;
        ulong iova = Iommu.Map((void*)start, (nuint)(end - start),
            direction is not BufferDirection.DeviceToDriver, direction is not BufferDirection.DriverToDevice);
        if (iova == 0)
        {
            throw new DmaException($"no I/O address for {buffer.Length} bytes");
        }

        lock (s_gate)
        {
            s_live[iova] = (nuint)(end - start);
        }

        Interlocked.Increment(ref s_maps);
        return new PhysAddr(iova + ((ulong)buffer.Pointer & 0xfff));
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        ulong iova = paddr.Value & ~0xfffUL;
        nuint length;
        lock (s_gate)
        {
            if (!s_live.Remove(iova, out length))
            {
                throw new HalContractException("HAL1001", $"{paddr} is not shared");
            }
        }

        Iommu.Unmap(iova, length);
    }
}
