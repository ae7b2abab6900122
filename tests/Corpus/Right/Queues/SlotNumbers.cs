using System.Numerics;
using Devices;
using Hal;

namespace Drivers;

// A queue that returns the slot of an entry, or a negative error, and signals slots by a mask. Slot numbers index a table that is as
// long as there are slots; an error ends the share before it is returned.
public sealed class SlottedReader<THal>
    where THal : struct, IHal
{
    private const int MaxSlots = 64;

    private readonly VendorQueue _queue;
    private readonly Device _device;
    private readonly PhysAddr[] _addresses = new PhysAddr[MaxSlots];
    private readonly DmaBuffer[] _buffers = new DmaBuffer[MaxSlots];
    private ulong _used;

    public SlottedReader(VendorQueue queue, Device device)
    {
        _queue = queue;
        _device = device;
    }

    public int Read(DmaBuffer into)
    {
        PhysAddr address = THal.Share(into, BufferDirection.DeviceToDriver);
        int slot = _queue.Place(address, into);
        if (slot < 0)
        {
            THal.Unshare(address, into, BufferDirection.DeviceToDriver);
            return slot;
        }

        if (slot >= MaxSlots || (_used & (1UL << slot)) != 0)
        {
            // The queue is out of its mind: it is stopped before the buffer is taken back.
            Shutdown();
            THal.Unshare(address, into, BufferDirection.DeviceToDriver);
            return -71;
        }

        _addresses[slot] = address;
        _buffers[slot] = into;
        _used |= 1UL << slot;
        return slot;
    }

    public int Signal(ulong finished)
    {
        ulong ours = finished & _used;
        for (ulong rest = ours; rest != 0; rest &= rest - 1)
        {
            End(BitOperations.TrailingZeroCount(rest));
        }

        return BitOperations.PopCount(ours);
    }

    public void Shutdown()
    {
        _device.Reset();
        Signal(_used);
    }

    private void End(int slot)
    {
        THal.Unshare(_addresses[slot], _buffers[slot], BufferDirection.DeviceToDriver);
        _addresses[slot] = default;
        _buffers[slot] = default;
        _used &= ~(1UL << slot);
    }
}
