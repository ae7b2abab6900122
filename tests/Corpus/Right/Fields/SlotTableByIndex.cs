using Devices;
using Hal;

/// <summary>A table of slots by descriptor index: the submit path fills a slot, the interrupt path empties it.</summary>
public sealed class SlotTable<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();
    private readonly Slot[] _slots = new Slot[256];

    private struct Slot
    {
        public PhysAddr Address;
        public DmaBuffer Buffer;
        public bool Write;
    }

    public bool Submit(DmaBuffer data, bool write)
    {
        BufferDirection direction = write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
        if (_ring.IsFull)
        {
            return false;
        }

        int index = _ring.Head;
        ref Slot slot = ref _slots[index];
        slot.Buffer = data;
        slot.Write = write;
        slot.Address = THal.Share(data, direction);
        _ring.Post(index, slot.Address, data.Length);
        return true;
    }

    public void Interrupt()
    {
        while (_ring.TryTake(out int index, out _))
        {
            ref Slot slot = ref _slots[index & 255];
            THal.Unshare(slot.Address, slot.Buffer, slot.Write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver);
            slot = default;
        }
    }
}
