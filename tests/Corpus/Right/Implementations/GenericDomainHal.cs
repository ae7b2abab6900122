using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>A generic HAL class: every domain has its own state and address space.</summary>
[HalImplementation]
public static unsafe partial class DomainHal<TDomain>
    where TDomain : struct
{
    private static readonly object s_gate = new();
    private static int s_mapped;

    public static int Mapped => s_mapped;

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        byte* memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        new Span<byte>(memory, checked((int)bytes)).Clear();
        try
        {
            return new DmaAllocation(Map(memory, bytes), memory);
        }
        catch (DmaException)
        {
            NativeMemory.AlignedFree(memory);
            return default;
        }
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        bool unmapped = Unmap(paddr, pages * HalConstants.PageSize);
        NativeMemory.AlignedFree(vaddr);
        return unmapped ? 0 : -1;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => Map(buffer.Pointer, (nuint)buffer.Length);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Unmap(paddr, (nuint)buffer.Length);

    private static PhysAddr Map(byte* memory, nuint bytes)
    {
        ulong iova = Iommu.Map(memory, bytes, deviceReads: true, deviceWrites: true);
        if (iova == 0)
        {
            throw new DmaException("the domain is full");
        }

        lock (s_gate)
        {
            s_mapped++;
        }

        return new PhysAddr(iova);
    }

    private static bool Unmap(PhysAddr paddr, nuint bytes)
    {
        lock (s_gate)
        {
            s_mapped--;
        }

        return Iommu.Unmap(paddr.Value, bytes);
    }
}

/// <summary>A driver on two domains at once.</summary>
public static class TwoDomains
{
    private struct Disk;

    private struct Net;

    public static void Run(DmaBuffer data, Device disk, Device net)
    {
        PhysAddr a = DomainHal<Disk>.Binding.Share(data, BufferDirection.DriverToDevice);
        PhysAddr b = DomainHal<Net>.Binding.Share(data, BufferDirection.DriverToDevice);
        disk.Program(a, data.Length);
        net.Program(b, data.Length);
        disk.Wait(10);
        net.Wait(10);
        DomainHal<Net>.Binding.Unshare(b, data, BufferDirection.DriverToDevice);
        DomainHal<Disk>.Binding.Unshare(a, data, BufferDirection.DriverToDevice);
    }
}
