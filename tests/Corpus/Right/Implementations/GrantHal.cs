using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The HAL of a guest that grants pages to its host and bounces what is smaller.</summary>
[HalImplementation]
public static unsafe partial class GrantHal
{
    private const int Slots = 512;
    private const int SlotSize = 4096;

    private static readonly Lock s_gate = new();
    private static readonly Stack<int> s_free = new(Enumerable.Range(0, Slots));
    private static readonly byte* s_window = MakeWindow();
    private static readonly ulong s_grant = Hypervisor.Grant(s_window, Slots, writable: true);

    private static byte* MakeWindow()
    {
        var window = (byte*)NativeMemory.AlignedAlloc(Slots * SlotSize, HalConstants.PageSize);
        NativeMemory.Clear(window, Slots * SlotSize);
        return window;
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = checked(pages * HalConstants.PageSize);
        void* memory;
        try
        {
            memory = NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        }
        catch (OutOfMemoryException)
        {
            return default;
        }

        NativeMemory.Clear(memory, bytes);
        ulong grant = Hypervisor.Grant(memory, pages, direction != DriverToDevice);
        if (grant == 0)
        {
            NativeMemory.AlignedFree(memory);
            return default;
        }

        return new DmaAllocation(new PhysAddr(grant), (byte*)memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int status = Hypervisor.Revoke(paddr.Value, pages);
        if (status == 0)
        {
            NativeMemory.AlignedFree(vaddr);
        }

        return status;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (s_grant == 0)
        {
            throw new DmaException("the host refused the window");
        }

        if (buffer.Length > SlotSize)
        {
            throw new DmaException($"{buffer} is larger than a slot of {SlotSize} bytes");
        }

        int slot;
        lock (s_gate)
        {
            if (!s_free.TryPop(out slot))
            {
                throw new DmaException($"all {Slots} slots are in use");
            }
        }

        if (direction != DeviceToDriver)
        {
            buffer.AsReadOnlySpan().CopyTo(SlotBytes(slot, buffer.Length));
        }

        return new PhysAddr(s_grant + ((ulong)slot * SlotSize));
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        int slot = (int)((paddr.Value - s_grant) / SlotSize);
        if (direction != DriverToDevice)
        {
            SlotBytes(slot, buffer.Length).CopyTo(buffer.AsSpan());
        }

        lock (s_gate)
        {
            s_free.Push(slot);
        }
    }

    private static Span<byte> SlotBytes(int slot, int length) => new(s_window + (slot * SlotSize), length);
}
