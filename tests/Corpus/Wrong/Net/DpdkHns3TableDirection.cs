using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (net/hns3): Stop ends every entry of the table as a transmit buffer.
internal sealed class ReceiveTable<THal>(Ring ring)
    where THal : struct, IHal
{
    private sealed class Slot
    {
        public required DmaBuffer Memory { get; init; }

        public PhysAddr Address { get; set; }
    }

    private readonly SortedList<int, Slot> _slots = [];

    public bool Post(int index, DmaBuffer memory)
    {
        if (_slots.ContainsKey(index))
        {
            return false;
        }

        var slot = new Slot { Memory = memory };
        slot.Address = THal.Share(memory, DeviceToDriver);
        _slots.Add(index, slot);
        ring.Post(index, slot.Address, memory.Length);
        return true;
    }

    public void Stop()
    {
        ring.Stop();
        foreach (Slot slot in _slots.Values)
        {
            THal.Unshare(slot.Address, slot.Memory, DriverToDevice); //! HAL1005
        }

        _slots.Clear();
    }
}
