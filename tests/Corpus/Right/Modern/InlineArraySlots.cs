using System.Runtime.CompilerServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Sixteen slots in an inline array, found by the number that the device reports.
public sealed class InlineArraySlots<THal>(Ring ring)
    where THal : struct, IHal
{
    [InlineArray(16)]
    private struct Slots
    {
        private Shared<THal> _first;
    }

    private Slots _slots;
    private ushort _used;

    public bool TrySend(DmaBuffer buffer)
    {
        if (_used == ushort.MaxValue)
        {
            return false;
        }

        var shared = new Shared<THal>(buffer, DriverToDevice);
        if (!ring.TryPost(shared.Paddr, buffer.Length, out int index))
        {
            shared.Unshare();
            return false;
        }

        int slot = index & 15;
        _slots[slot] = shared;
        _used |= (ushort)(1 << slot);
        ring.Doorbell();
        return true;
    }

    public int Reap()
    {
        int reaped = 0;
        while (ring.TryTake(out int index, out _))
        {
            int slot = index & 15;
            if ((_used & (1 << slot)) == 0)
            {
                continue;
            }

            _slots[slot].Unshare();
            _slots[slot] = default;
            _used &= (ushort)~(1 << slot);
            reaped++;
        }

        return reaped;
    }
}
