using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

/// <summary>One address space for each domain; the page tables are walked, and a buffer that is not contiguous is bounced.</summary>
[HalImplementation]
public static unsafe partial class DomainHal<TDomain> where TDomain : struct
{
    private static readonly Dictionary<ulong, (nint Memory, int Length)> s_bounces = [];
    private static readonly Lock s_gate = new();

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong frame = Frames.AllocateZeroed(pages);
        return frame == 0 ? new DmaAllocation() : new DmaAllocation(new PhysAddr(frame), (byte*)(frame + Frames.DirectMap));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        ArgumentNullException.ThrowIfNull(vaddr);
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (IsContiguous(buffer))
        {
            return new PhysAddr(PageTables.Translate(buffer.Pointer));
        }

        byte* bounce = (byte*)NativeMemory.AlignedAlloc((nuint)buffer.Length, 64);
        if (direction != BufferDirection.DeviceToDriver)
        {
            Buffer.MemoryCopy(buffer.Pointer, bounce, buffer.Length, buffer.Length);
        }

        ulong physical = PageTables.Translate(bounce);
        using (s_gate.EnterScope())
        {
            s_bounces.Add(physical, ((nint)bounce, buffer.Length));
        }

        return new PhysAddr(physical);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        (nint Memory, int Length) bounce;
        using (s_gate.EnterScope())
        {
            if (!s_bounces.Remove(paddr.Value, out bounce))
            {
                return;
            }
        }

        if (direction != BufferDirection.DriverToDevice)
        {
            Buffer.MemoryCopy((byte*)bounce.Memory, buffer.Pointer, buffer.Length, bounce.Length);
        }

        NativeMemory.AlignedFree((void*)bounce.Memory);
    }

    private static bool IsContiguous(DmaBuffer buffer) =>
        ((nuint)buffer.Pointer & 4095) + (nuint)buffer.Length <= HalConstants.PageSize;
}
