using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A block queue with many requests in flight, by the head of their chain.</summary>
public sealed class VirtioBlkInFlight<THal>(Ring ring)
    where THal : struct, IHal
{
    private struct Slot
    {
        public PhysAddr Paddr;
        public DmaBuffer Data;
        public BufferDirection Direction;
        public Action<int>? Done;
    }

    private readonly Slot[] _slots = new Slot[256];

    public bool TrySubmit(DmaBuffer data, bool write, Action<int> done)
    {
        var direction = write ? DriverToDevice : DeviceToDriver;
        PhysAddr paddr = THal.Share(data, direction);
        if (!ring.TryPost(paddr, data.Length, out int head))
        {
            THal.Unshare(paddr, data, direction);
            return false;
        }

        ref Slot slot = ref _slots[head & (_slots.Length - 1)];
        slot.Paddr = paddr;
        slot.Data = data;
        slot.Direction = direction;
        slot.Done = done;
        ring.Doorbell();
        return true;
    }

    public int Complete()
    {
        int finished = 0;
        while (ring.TryTake(out int head, out int written))
        {
            ref Slot slot = ref _slots[head & (_slots.Length - 1)];
            if (slot.Done is not { } done)
            {
                throw new DeviceException($"the device completed chain {head}, which is not in flight");
            }

            THal.Unshare(slot.Paddr, slot.Data, slot.Direction);
            slot = default;
            done(written);
            finished++;
        }

        return finished;
    }

    public void Shutdown()
    {
        ring.Stop();
        foreach (ref Slot slot in _slots.AsSpan())
        {
            if (slot.Done is { } done)
            {
                THal.Unshare(slot.Paddr, slot.Data, slot.Direction);
                slot = default;
                done(-1);
            }
        }
    }
}
