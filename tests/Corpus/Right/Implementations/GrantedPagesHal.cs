using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A guest whose host sees only granted pages: buffers bounce through granted pages of their own.</summary>
[HalImplementation]
internal static unsafe partial class GrantHal
{
    private sealed record Bounce(nint Pointer, nuint Pages);

    private static readonly ConcurrentDictionary<ulong, Bounce> s_bounces = new();

    private static (ulong Grant, nint Pointer) AllocateGranted(nuint pages, bool writable)
    {
        nuint bytes = pages * HalConstants.PageSize;
        byte* memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(memory, bytes);
        ulong grant = Hypervisor.Grant(memory, pages, writable);
        if (grant != 0)
        {
            return (grant, (nint)memory);
        }

        NativeMemory.AlignedFree(memory);
        return default;
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        var (grant, pointer) = AllocateGranted(pages, direction != BufferDirection.DriverToDevice);
        return grant == 0 ? default : new DmaAllocation(new PhysAddr(grant), (byte*)pointer);
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

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        nuint pages = HalConstants.PagesFor((nuint)buffer.Length);
        var (grant, pointer) = AllocateGranted(pages, direction != BufferDirection.DriverToDevice);
        if (grant == 0)
        {
            throw new DmaException("The host took no grant.");
        }

        buffer.AsReadOnlySpan().CopyTo(new Span<byte>((byte*)pointer, buffer.Length));
        s_bounces[grant] = new Bounce(pointer, pages);
        return new PhysAddr(grant);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!s_bounces.TryRemove(paddr.Value, out Bounce? bounce))
        {
            throw new HalContractException("HAL1001", $"{paddr} is not shared.");
        }

        if (Hypervisor.Revoke(paddr.Value, bounce.Pages) != 0)
        {
            Panic.Now("the host kept a grant");
        }

        if (direction is BufferDirection.DeviceToDriver or BufferDirection.Both)
        {
            new ReadOnlySpan<byte>((byte*)bounce.Pointer, buffer.Length).CopyTo(buffer.AsSpan());
        }

        NativeMemory.AlignedFree((byte*)bounce.Pointer);
    }
}
