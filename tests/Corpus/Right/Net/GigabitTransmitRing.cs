using Devices;
using Hal;

namespace Drivers;

// A gigabit Ethernet transmit ring that keeps one mapping for each descriptor slot, as most such drivers do. A slot's mapping ends when
// its descriptor is done, and Stop ends those that are left.
public sealed class GigabitTransmitRing<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly Slot[] _slots;

    public GigabitTransmitRing(Ring ring)
    {
        _ring = ring;
        _slots = new Slot[ring.Size];
    }

    public long Sent { get; private set; }

    public bool TryTransmit(Packet packet)
    {
        if (packet.Length == 0 || _ring.IsFull)
        {
            return false;
        }

        int index = _ring.Head;
        DmaBuffer data = packet.Buffer;
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
        _slots[index] = new Slot { Packet = packet, Data = data, Address = address };
        _ring.Post(index, address, data.Length);
        _ring.Head = (index + 1) % _ring.Size;
        _ring.Doorbell();
        return true;
    }

    public int Reap()
    {
        int reaped = 0;
        while (_ring.Tail != _ring.Head && _ring.IsDone(_ring.Tail))
        {
            Release(_ring.Tail);
            _ring.Tail = (_ring.Tail + 1) % _ring.Size;
            reaped++;
        }

        Sent += reaped;
        return reaped;
    }

    public void Stop()
    {
        _ring.Stop();
        for (int i = 0; i < _slots.Length; i++)
        {
            Release(i);
        }

        _ring.Head = 0;
        _ring.Tail = 0;
    }

    private void Release(int index)
    {
        ref Slot slot = ref _slots[index];
        if (slot.Packet is null)
        {
            return;
        }

        THal.Unshare(slot.Address, slot.Data, BufferDirection.DriverToDevice);
        slot.Packet.Free();
        slot = default;
    }

    private struct Slot
    {
        public Packet? Packet;
        public DmaBuffer Data;
        public PhysAddr Address;
    }
}
