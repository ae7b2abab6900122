using Devices;
using Hal;

namespace Drivers;

// A polling receive loop with a budget, as network stacks call it. A new buffer is shared before the old one leaves the ring; without
// one the old packet is dropped and stays.
internal sealed class PolledReceive<THal>
    where THal : struct, IHal
{
    private sealed class Slot
    {
        public required Packet Packet;
        public Shared<THal> Share;
    }

    private readonly NetPort _port;
    private readonly Ring _ring;
    private readonly Slot?[] _slots;

    public PolledReceive(NetPort port, Ring ring)
    {
        _port = port;
        _ring = ring;
        _slots = new Slot?[ring.Size];
    }

    public long Dropped { get; private set; }

    public void Fill()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i] ??= TryOffer(i);
        }

        _ring.Doorbell();
    }

    public int Poll(int budget)
    {
        int done = 0;
        while (done < budget && _ring.TryTake(out int index, out int written))
        {
            Slot? slot = _slots[index];
            _slots[index] = null;
            if (slot is null)
            {
                continue;
            }

            slot.Share.Unshare();
            if (written <= 0 || written > slot.Packet.Capacity)
            {
                Dropped++;
                slot.Packet.Free();
            }
            else
            {
                slot.Packet.Length = written;
                _port.Deliver(slot.Packet);
            }

            done++;
        }

        Fill();
        return done;
    }

    public void Stop()
    {
        _ring.Stop();
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i] is { } slot)
            {
                slot.Share.Unshare();
                slot.Packet.Free();
                _slots[i] = null;
            }
        }
    }

    private Slot? TryOffer(int index)
    {
        Packet? packet = _port.Allocate(2048);
        if (packet is null)
        {
            return null;
        }

        packet.Length = packet.Capacity;
        var slot = new Slot { Packet = packet, Share = new Shared<THal>(packet.Buffer, BufferDirection.DeviceToDriver) };
        _ring.Post(index, slot.Share.Paddr, slot.Share.Buffer.Length);
        return slot;
    }
}
