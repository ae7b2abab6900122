using System;
using System.Runtime.InteropServices;
using Hal;

/// <summary>Every share bounces through a slot of a window that the device can see; the slot is known by the address.</summary>
[HalImplementation]
public static unsafe partial class BouncingHal
{
    private const int SlotSize = 65536;
    private const int Slots = 64;
    private const ulong Window = 0x1_0000_0000;
    private static readonly object s_gate = new();
    private static readonly byte* s_memory = (byte*)NativeMemory.AlignedAlloc(Slots * SlotSize, HalConstants.PageSize);
    private static readonly bool[] s_taken = new bool[Slots];

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        int slot = pages * HalConstants.PageSize <= SlotSize ? Take() : -1;
        if (slot < 0)
        {
            return default;
        }

        byte* memory = s_memory + slot * SlotSize;
        new Span<byte>(memory, SlotSize).Clear();
        return new DmaAllocation(new PhysAddr(Window + (ulong)(slot * SlotSize)), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Give((int)((paddr.Value - Window) / SlotSize));
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => throw new NotSupportedException();

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (buffer.Length > SlotSize)
        {
            throw new DmaException($"{buffer.Length} bytes, a slot has {SlotSize}");
        }

        int slot = Take();
        if (slot < 0)
        {
            throw new DmaException("no slot is free");
        }

        if (direction is BufferDirection.DriverToDevice or BufferDirection.Both)
        {
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(s_memory + slot * SlotSize, SlotSize));
        }

        return new PhysAddr(Window + (ulong)(slot * SlotSize));
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        int slot = (int)((paddr.Value - Window) / SlotSize);
        if (direction != BufferDirection.DriverToDevice)
        {
            new ReadOnlySpan<byte>(s_memory + slot * SlotSize, buffer.Length).CopyTo(buffer.AsSpan());
        }

        Give(slot);
    }

    private static int Take()
    {
        lock (s_gate)
        {
            int slot = Array.IndexOf(s_taken, false);
            if (slot >= 0)
            {
                s_taken[slot] = true;
            }

            return slot;
        }
    }

    private static void Give(int slot)
    {
        lock (s_gate)
        {
            s_taken[slot] = false;
        }
    }
}
