using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The part that maps.</summary>
public sealed partial class SplitPort<THal>
    where THal : struct, IHal
{
    private readonly Slot[] _slots = new Slot[64];
    private readonly Ring _ring;

    public SplitPort(Ring ring) => _ring = ring;

    private struct Slot
    {
        public PhysAddr Address;
        public DmaBuffer Buffer;
        public bool InUse;
    }

    public bool Fill(int index, DmaBuffer buffer)
    {
        ref Slot slot = ref _slots[index];
        if (slot.InUse)
        {
            return false;
        }

        slot.Address = THal.Share(buffer, DeviceToDriver);
        slot.Buffer = buffer;
        slot.InUse = true;
        _ring.Post(index, slot.Address, buffer.Length);
        return true;
    }
}

/// <summary>The part that unmaps.</summary>
public sealed partial class SplitPort<THal>
{
    public bool Empty(int index, out DmaBuffer buffer)
    {
        ref Slot slot = ref SlotAt(index);
        buffer = slot.Buffer;
        if (!slot.InUse || !_ring.IsDone(index))
        {
            return false;
        }

        THal.Unshare(slot.Address, slot.Buffer, DeviceToDriver);
        slot.InUse = false;
        return true;
    }

    public void Close()
    {
        _ring.Stop();
        foreach (ref Slot slot in _slots.AsSpan())
        {
            if (slot.InUse)
            {
                THal.Unshare(slot.Address, slot.Buffer, DeviceToDriver);
                slot = default;
            }
        }
    }

    private ref Slot SlotAt(int index) => ref _slots[index];
}
