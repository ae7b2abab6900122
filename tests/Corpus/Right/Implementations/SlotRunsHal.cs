using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Bounces through slots of 2 KiB; a free list under a lock, contiguous runs for longer buffers.</summary>
[HalImplementation]
public static unsafe partial class SlotHal
{
    private const int SlotShift = 11;
    private const int SlotCount = 512;
    private const ulong WindowBase = 0x8000_0000;

    private static readonly object s_gate = new();
    private static readonly byte* s_window = (byte*)NativeMemory.AlignedAlloc(SlotCount << SlotShift, HalConstants.PageSize);
    private static readonly bool[] s_taken = new bool[SlotCount];

    private static int SlotsFor(int length) => (length + (1 << SlotShift) - 1) >> SlotShift;

    private static int FindRun(int count)
    {
        int run = 0;
        for (int i = 0; i < SlotCount; i++)
        {
            run = s_taken[i] ? 0 : run + 1;
            if (run == count)
            {
                return i - count + 1;
            }
        }

        return -1;
    }

    private static int Take(int count)
    {
        lock (s_gate)
        {
            int first = FindRun(count);
            for (int i = first; first >= 0 && i < first + count; i++)
            {
                s_taken[i] = true;
            }

            return first;
        }
    }

    private static void Give(int first, int count)
    {
        lock (s_gate)
        {
            Array.Clear(s_taken, first, count);
        }
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (pages > SlotCount / 2)
        {
            return default;
        }

        // A page is two slots, and a run may start at an odd one: take one more and round up.
        int count = (int)pages * 2 + 1;
        int first = Take(count);
        if (first < 0)
        {
            return default;
        }

        int aligned = (first + 1) & ~1;
        Give(aligned == first ? first + count - 1 : first, 1);
        byte* pointer = s_window + ((nuint)aligned << SlotShift);
        NativeMemory.Clear(pointer, pages * HalConstants.PageSize);
        return new DmaAllocation(new PhysAddr(WindowBase + ((ulong)aligned << SlotShift)), pointer);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int first = (int)((paddr.Value - WindowBase) >> SlotShift);
        if (s_window + ((nuint)first << SlotShift) != vaddr)
        {
            return -1;
        }

        Give(first, (int)pages * 2);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        int first = Take(SlotsFor(buffer.Length));
        if (first < 0)
        {
            throw new DmaException($"No {SlotsFor(buffer.Length)} free slots side by side.");
        }

        var slot = new Span<byte>(s_window + ((nuint)first << SlotShift), buffer.Length);
        buffer.AsReadOnlySpan().CopyTo(slot);
        return new PhysAddr(WindowBase + ((ulong)first << SlotShift));
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        int first = (int)((paddr.Value - WindowBase) >> SlotShift);
        if (direction != BufferDirection.DriverToDevice)
        {
            new ReadOnlySpan<byte>(s_window + ((nuint)first << SlotShift), buffer.Length).CopyTo(buffer.AsSpan());
        }

        Give(first, SlotsFor(buffer.Length));
    }
}
