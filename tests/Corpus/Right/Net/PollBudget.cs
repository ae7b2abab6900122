using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A poll function with a budget: it stops at the budget, and the rest waits for the next poll. The share of a frame ends before the
// frame is looked at, and its slot is posted again or left empty.
public sealed class BudgetedReceive<THal>(NetPort port, Ring ring)
    where THal : struct, IHal
{
    private struct Slot
    {
        public Packet? Packet;
        public PhysAddr Address;
        public DmaBuffer Memory;
    }

    private readonly Slot[] _slots = new Slot[ring.Size];

    public void Fill()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            TryArm(i);
        }

        ring.Doorbell();
    }

    public int Poll(int budget)
    {
        int work = 0;
        while (work < budget && ring.TryTake(out int index, out int written))
        {
            ref Slot slot = ref _slots[index];
            if (slot.Packet is not { } packet)
            {
                continue;
            }

            THal.Unshare(slot.Address, slot.Memory, DeviceToDriver);
            int room = slot.Memory.Length;
            slot = default;
            work++;
            if (written < 60 || written > room)
            {
                packet.Free();
            }
            else
            {
                packet.Length = written;
                port.Deliver(packet);
            }

            TryArm(index);
        }

        return work;
    }

    public void Close()
    {
        ring.Stop();
        foreach (ref Slot slot in _slots.AsSpan())
        {
            if (slot.Packet is { } packet)
            {
                THal.Unshare(slot.Address, slot.Memory, DeviceToDriver);
                packet.Free();
                slot = default;
            }
        }
    }

    private void TryArm(int index)
    {
        if (port.Allocate(2048) is { } packet)
        {
            DmaBuffer memory = packet.Buffer;
            PhysAddr address = THal.Share(memory, DeviceToDriver);
            _slots[index] = new Slot { Packet = packet, Address = address, Memory = memory };
            ring.Post(index, address, memory.Length);
        }
    }
}
