using System;
using Devices;
using Hal;

namespace Drivers;

// Like handle types over a shared table: a slot is a small struct that gives itself back at the end of a using. Handle and table agree
// on who owns the slot; a handed-over handle has the number -1 and does nothing.
public sealed class SlotTable<THal>
    where THal : struct, IHal
{
    private readonly Shared<THal>[] _shares = new Shared<THal>[32];
    private uint _used;

    public Slot Rent(DmaBuffer buffer, BufferDirection direction)
    {
        for (int i = 0; i < _shares.Length; i++)
        {
            if ((_used & (1u << i)) == 0)
            {
                _shares[i] = new Shared<THal>(buffer, direction);
                _used |= 1u << i;
                return new Slot(this, i);
            }
        }

        throw new InvalidOperationException("all slots are in use");
    }

    /// <summary>For the completion interrupt: ends the slot that a handle gave up by <see cref="Slot.HandOver"/>.</summary>
    public void Complete(int slot)
    {
        if ((_used & (1u << slot)) != 0)
        {
            _used &= ~(1u << slot);
            _shares[slot].Unshare();
            _shares[slot] = default;
        }
    }

    public ref struct Slot
    {
        private readonly SlotTable<THal> _table;
        private int _number;

        internal Slot(SlotTable<THal> table, int number)
        {
            _table = table;
            _number = number;
        }

        public readonly PhysAddr Address => _table._shares[_number].Paddr;

        public int HandOver()
        {
            int number = _number;
            _number = -1;
            return number;
        }

        public void Dispose()
        {
            if (_number >= 0)
            {
                _table.Complete(HandOver());
            }
        }
    }
}

public static class SlotSender<THal>
    where THal : struct, IHal
{
    public static int Send(SlotTable<THal> table, Device device, DmaBuffer frame)
    {
        using SlotTable<THal>.Slot slot = table.Rent(frame, BufferDirection.DriverToDevice);
        return device.Submit(slot.Address, frame.Length) ? slot.HandOver() : -1;
    }
}
