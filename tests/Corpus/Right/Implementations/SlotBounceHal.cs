using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A bouncing HAL with slots of its own in a window that device and driver see, handed out by a stack. Both copies serve Both too, a
// buffer that no slot holds is refused, and slots and books change under one lock.
[HalImplementation]
public static unsafe partial class SlotHal
{
    private const int SlotBytes = 4096;
    private const int Slots = 512;
    private const ulong WindowAddress = 0x8000_0000;

    private static readonly byte* s_window = PageTables.MapDevice(WindowAddress, SlotBytes * Slots);
    private static readonly object s_gate = new();
    private static readonly Stack<int> s_free = AllSlots();

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        return physical == 0 ? default : new DmaAllocation(new PhysAddr(physical), (byte*)(physical + Frames.DirectMap));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (buffer.Length > SlotBytes)
        {
            throw new DmaException($"{buffer} is longer than a slot.");
        }

        int slot;
        lock (s_gate)
        {
            if (!s_free.TryPop(out slot))
            {
                throw new DmaException("There is no free slot.");
            }
        }

        buffer.AsReadOnlySpan().CopyTo(Slot(slot));
        return new PhysAddr(WindowAddress + (ulong)slot * SlotBytes);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        int slot = (int)((paddr.Value - WindowAddress) / SlotBytes);
        if (direction != BufferDirection.DriverToDevice)
        {
            Slot(slot)[..buffer.Length].CopyTo(buffer.AsSpan());
        }

        lock (s_gate)
        {
            s_free.Push(slot);
        }
    }

    private static Span<byte> Slot(int slot) => new(s_window + (nint)slot * SlotBytes, SlotBytes);

    private static Stack<int> AllSlots()
    {
        var slots = new Stack<int>(Slots);
        for (int i = Slots - 1; i >= 0; i--)
        {
            slots.Push(i);
        }

        return slots;
    }
}
