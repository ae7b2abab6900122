using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>A confidential guest: DMA memory is granted to the host by a call, and shares go through granted pages.</summary>
[HalImplementation]
public static unsafe partial class HypervisorHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
        NativeMemory.Clear(memory, pages * HalConstants.PageSize);
        ulong grant = Hypervisor.Grant(memory, pages, direction != BufferDirection.DriverToDevice);
        if (grant == 0)
        {
            NativeMemory.AlignedFree(memory);
            return default;
        }

        return new DmaAllocation(new PhysAddr(grant), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int error = Hypervisor.Revoke(paddr.Value, pages);
        if (error == 0)
        {
            NativeMemory.AlignedFree(vaddr);
        }

        return error;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        nuint pages = HalConstants.PagesFor((nuint)buffer.Length);
        DmaAllocation granted = DmaAlloc(pages, direction);
        if (granted.Paddr == default)
        {
            throw new DmaException("the host takes no more grants");
        }

        if (direction != BufferDirection.DeviceToDriver)
        {
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(granted.Vaddr, buffer.Length));
        }

        return granted.Paddr;
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        byte* granted = (byte*)paddr.Value; // this guest is mapped one to one
        if (direction != BufferDirection.DriverToDevice)
        {
            new ReadOnlySpan<byte>(granted, buffer.Length).CopyTo(buffer.AsSpan());
        }

        int error = DmaDealloc(paddr, granted, HalConstants.PagesFor((nuint)buffer.Length));
        if (error != 0)
        {
            throw new DmaException($"the host keeps {paddr}: {error}");
        }
    }
}
