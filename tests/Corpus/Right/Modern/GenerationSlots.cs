using Devices;
using Hal;

namespace Drivers;

// A free list through the table; a generation in the handle refuses completions that come too late.
public sealed class GenerationSlots<THal>
    where THal : struct, IHal
{
    private struct Slot
    {
        public Shared<THal> Share;
        public uint Generation;
        public int NextFree;
        public bool Busy;
    }

    public readonly record struct Handle(int Index, uint Generation);

    private readonly Slot[] _slots;
    private int _firstFree;

    public GenerationSlots(int count)
    {
        _slots = new Slot[count];
        for (int i = 0; i < count; i++)
        {
            _slots[i].NextFree = i + 1 < count ? i + 1 : -1;
        }
    }

    public bool TryBegin(Device device, DmaBuffer buffer, BufferDirection direction, out Handle handle)
    {
        handle = default;
        if (_firstFree < 0)
        {
            return false;
        }

        var share = new Shared<THal>(buffer, direction);
        int index = _firstFree;
        ref Slot slot = ref _slots[index];
        _firstFree = slot.NextFree;
        slot.Share = share;
        slot.Busy = true;
        handle = new Handle(index, slot.Generation);
        device.Program(share.Paddr, buffer.Length);
        return true;
    }

    public bool TryEnd(Handle handle)
    {
        ref Slot slot = ref _slots[handle.Index];
        if (!slot.Busy || slot.Generation != handle.Generation)
        {
            return false;
        }

        slot.Share.Unshare();
        slot = new Slot { Generation = handle.Generation + 1, NextFree = _firstFree };
        _firstFree = handle.Index;
        return true;
    }
}
