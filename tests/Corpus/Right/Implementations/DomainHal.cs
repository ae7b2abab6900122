using System.Collections.Generic;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// A HAL for several devices in one process: a type parameter stands for the device's domain. Each domain has its own IOMMU window and
// its own gate, and an address is unmapped in the domain that made it.
public interface IDomain
{
    static abstract ulong Offset { get; }
}

[HalImplementation]
public static unsafe partial class DomainHal<TDomain>
    where TDomain : struct, IDomain
{
    private static readonly object s_gate = new();
    private static readonly Dictionary<ulong, nuint> s_live = new();

    public static int Live
    {
        get
        {
            lock (s_gate)
            {
                return s_live.Count;
            }
        }
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        var memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(memory, bytes);
        if (TryMap(memory, bytes, BufferDirection.Both, out PhysAddr address))
        {
            return new DmaAllocation(address, memory);
        }

        NativeMemory.AlignedFree(memory);
        return default;
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!TryUnmap(paddr))
        {
            return -22;
        }

        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) =>
        TryMap(buffer.Pointer, (nuint)buffer.Length, direction, out PhysAddr address)
            ? address
            : throw new DmaException($"{buffer} cannot be mapped.");

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!TryUnmap(paddr))
        {
            throw new HalContractException("HAL1001", $"Nothing is live at {paddr}.");
        }
    }

    private static bool TryMap(byte* memory, nuint length, BufferDirection direction, out PhysAddr address)
    {
        ulong mapped = Iommu.Map(
            memory, length, direction != BufferDirection.DeviceToDriver, direction != BufferDirection.DriverToDevice);
        address = mapped == 0 ? default : new PhysAddr(mapped + TDomain.Offset);
        if (mapped == 0)
        {
            return false;
        }

        lock (s_gate)
        {
            s_live.Add(mapped, length);
        }

        return true;
    }

    private static bool TryUnmap(PhysAddr paddr)
    {
        ulong mapped = paddr.Value - TDomain.Offset;
        nuint length;
        lock (s_gate)
        {
            if (!s_live.Remove(mapped, out length))
            {
                return false;
            }
        }

        return Iommu.Unmap(mapped, length);
    }
}
