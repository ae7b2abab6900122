using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A HAL that keeps its mappings in a table under a reader-writer lock, and refuses what it does not know.</summary>
[HalImplementation]
public static unsafe partial class MapTableHal
{
    private readonly record struct Mapping(nuint Pointer, nuint Bytes, bool IsAllocation);

    private static readonly ReaderWriterLockSlim s_lock = new();
    private static readonly SortedList<ulong, Mapping> s_table = [];

    public static int Count
    {
        get
        {
            s_lock.EnterReadLock();
            try
            {
                return s_table.Count;
            }
            finally
            {
                s_lock.ExitReadLock();
            }
        }
    }

    private static void Remember(ulong iova, Mapping mapping)
    {
        s_lock.EnterWriteLock();
        try
        {
            s_table.Add(iova, mapping);
        }
        finally
        {
            s_lock.ExitWriteLock();
        }
    }

    private static bool Forget(ulong iova, bool isAllocation, out Mapping mapping)
    {
        s_lock.EnterWriteLock();
        try
        {
            return s_table.TryGetValue(iova, out mapping) && mapping.IsAllocation == isAllocation && s_table.Remove(iova);
        }
        finally
        {
            s_lock.ExitWriteLock();
        }
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        void* memory = NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Fill(memory, bytes, 0);
        ulong iova = Iommu.Map(memory, bytes, deviceReads: true, deviceWrites: direction != DriverToDevice);
        if (iova == 0)
        {
            NativeMemory.AlignedFree(memory);
            return default;
        }

        Remember(iova, new Mapping((nuint)memory, bytes, IsAllocation: true));
        return new DmaAllocation(new PhysAddr(iova), (byte*)memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!Forget(paddr.Value, isAllocation: true, out Mapping mapping))
        {
            return -2;
        }

        if (!Iommu.Unmap(paddr.Value, mapping.Bytes))
        {
            return -5;
        }

        NativeMemory.AlignedFree((void*)mapping.Pointer);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong iova = Iommu.Map(buffer.Pointer, (nuint)buffer.Length, direction != DeviceToDriver, direction != DriverToDevice);
        if (iova == 0)
        {
            throw new DmaException($"{buffer}: no address is free");
        }

        Remember(iova, new Mapping((nuint)buffer.Pointer, (nuint)buffer.Length, IsAllocation: false));
        return new PhysAddr(iova);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!Forget(paddr.Value, isAllocation: false, out Mapping mapping) || !Iommu.Unmap(paddr.Value, mapping.Bytes))
        {
            throw new HalContractException("HAL1001", $"{paddr} is not shared");
        }
    }
}
