using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>An Ethernet receive ring: every slot always has a buffer, a packet that was taken is replaced by a fresh one.</summary>
public sealed class ReceiveRing<THal>
    where THal : struct, IHal
{
    private struct Slot
    {
        public Packet? Packet;
        public DmaBuffer Whole;
        public PhysAddr Address;
    }

    private readonly NetPort _port;
    private readonly Ring _ring;
    private readonly Slot[] _slots;

    public ReceiveRing(NetPort port, Ring ring)
    {
        _port = port;
        _ring = ring;
        _slots = new Slot[ring.Size];
    }

    public bool Open()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_port.Allocate(2048) is not { } packet)
            {
                Close();
                return false;
            }

            Fill(i, packet);
        }

        return true;
    }

    public int Poll(int budget)
    {
        int done = 0;
        while (done < budget && _ring.TryTake(out int index, out int written))
        {
            ref Slot slot = ref _slots[index];
            if (slot.Packet is not { } received)
            {
                continue;
            }

            Packet? fresh = _port.Allocate(2048);
            THal.Unshare(slot.Address, slot.Whole, DeviceToDriver);
            int capacity = slot.Whole.Length;
            slot = default;
            if (fresh is null)
            {
                // No memory: the packet is dropped and its buffer used again.
                Fill(index, received);
                continue;
            }

            received.Length = Math.Min(written, capacity);
            Fill(index, fresh);
            _port.Deliver(received);
            done++;
        }

        return done;
    }

    public void Close()
    {
        _ring.Stop();
        for (int i = 0; i < _slots.Length; i++)
        {
            ref Slot slot = ref _slots[i];
            if (slot.Packet is null)
            {
                continue;
            }

            THal.Unshare(slot.Address, slot.Whole, DeviceToDriver);
            slot.Packet.Free();
            slot = default;
        }
    }

    private unsafe void Fill(int index, Packet packet)
    {
        var whole = new DmaBuffer(packet.Data, packet.Capacity);
        PhysAddr address = THal.Share(whole, DeviceToDriver);
        _slots[index] = new Slot { Packet = packet, Whole = whole, Address = address };
        _ring.Post(index, address, whole.Length);
    }
}
