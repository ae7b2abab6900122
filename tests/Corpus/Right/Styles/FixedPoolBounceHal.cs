using System;
using System.Threading;
using Devices;
using Hal;

[HalImplementation]
public static unsafe partial class FixedPoolBounceHal
{
    private const int SlotSize = 4096;
    private const int Slots = 64;
    private const ulong Base = 0x8000_0000;

    private static readonly byte* s_window = PageTables.MapDevice(Base, Slots * SlotSize);
    private static ulong s_used;

    private static int TakeSlot()
    {
        while (true)
        {
            ulong used = Volatile.Read(ref s_used);
            int slot = System.Numerics.BitOperations.TrailingZeroCount(~used);
            if (slot >= Slots)
            {
                throw new DmaException("all bounce slots are taken");
            }

            if (Interlocked.CompareExchange(ref s_used, used | (1UL << slot), used) == used)
            {
                return slot;
            }
        }
    }

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
        if (buffer.Length > SlotSize)
        {
            throw new DmaException("too long for a slot");
        }

        int slot = TakeSlot();
        switch (direction)
        {
            case BufferDirection.DriverToDevice:
            case BufferDirection.Both:
                buffer.AsReadOnlySpan().CopyTo(Slot(slot));
                break;
            case BufferDirection.DeviceToDriver:
                Slot(slot).Clear();
                break;
        }

        return new PhysAddr(Base + (ulong)(slot * SlotSize));
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        int slot = (int)((paddr.Value - Base) / SlotSize);
        if (direction == BufferDirection.DeviceToDriver || direction == BufferDirection.Both)
        {
            Slot(slot)[..buffer.Length].CopyTo(buffer.AsSpan());
        }

        Interlocked.And(ref s_used, ~(1UL << slot));
    }

    private static Span<byte> Slot(int slot) => new(s_window + (slot * SlotSize), SlotSize);
}
