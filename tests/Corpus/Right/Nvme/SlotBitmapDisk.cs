using Devices;
using Hal;

namespace Drivers;

// A disk with 32 command slots: the lowest free bit is the slot, the slot is the index of its data. A slot's bit is cleared together
// with its share, by completion or by the reset of the port.
public sealed class SlottedDisk<THal>
    where THal : struct, IHal
{
    private struct Slot
    {
        public PhysAddr Address;
        public DmaBuffer Data;
        public bool IsWrite;

        public readonly BufferDirection Direction => IsWrite ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
    }

    private const int CommandIssue = 0x38;
    private readonly Device _port;
    private readonly Slot[] _slots = new Slot[32];
    private uint _busy;

    public SlottedDisk(Device port) => _port = port;

    public bool Issue(DmaBuffer data, bool isWrite)
    {
        int index = System.Numerics.BitOperations.TrailingZeroCount(~_busy);
        if (index == 32)
        {
            return false;
        }

        ref Slot slot = ref _slots[index];
        slot.IsWrite = isWrite;
        slot.Data = data;
        slot.Address = THal.Share(data, slot.Direction);
        _port.Program(slot.Address, data.Length);
        _busy |= 1u << index;
        _port.WriteRegister(CommandIssue, 1u << index);
        return true;
    }

    public int OnInterrupt()
    {
        uint done = _busy & ~_port.ReadRegister(CommandIssue);
        return End(done);
    }

    public int ResetPort()
    {
        _port.Reset();
        return End(_busy);
    }

    private int End(uint slots)
    {
        int ended = 0;
        for (int index = 0; index < _slots.Length; index++)
        {
            if ((slots & (1u << index)) != 0)
            {
                ref Slot slot = ref _slots[index];
                THal.Unshare(slot.Address, slot.Data, slot.Direction);
                slot = default;
                ended++;
            }
        }

        _busy &= ~slots;
        return ended;
    }
}
