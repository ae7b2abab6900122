using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Completions name a slot and a length: both come from the device and are believed only as far as they make sense. A slot out of range
// or not in use ends nothing; a length is cut to the buffer's.
public sealed class SuspiciousReceiver<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly Shared<THal>?[] _slots;

    public SuspiciousReceiver(Ring ring)
    {
        _ring = ring;
        _slots = new Shared<THal>?[ring.Size];
    }

    public int Violations { get; private set; }

    public bool Offer(int slot, DmaBuffer buffer)
    {
        if (_slots[slot] is not null)
        {
            return false;
        }

        var share = new Shared<THal>(buffer, DeviceToDriver);
        _slots[slot] = share;
        _ring.Post(slot, share.Paddr, buffer.Length);
        return true;
    }

    public bool TryReceive(out DmaBuffer buffer, out int length)
    {
        while (_ring.TryTake(out int slot, out int written))
        {
            if ((uint)slot < (uint)_slots.Length && _slots[slot] is { } share)
            {
                _slots[slot] = null;
                share.Unshare();
                buffer = share.Buffer;
                length = Math.Clamp(written, 0, buffer.Length);
                return true;
            }

            Violations++;
        }

        buffer = default;
        length = 0;
        return false;
    }

    public void Close()
    {
        _ring.Stop();
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            if (_slots[slot] is { } share)
            {
                _slots[slot] = null;
                share.Unshare();
            }
        }
    }
}
