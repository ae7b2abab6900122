using System;
using Devices;
using Hal;

namespace Drivers;

// Like completion tokens: a token is a slot and a generation, so that a late answer to an old request is known. Only the answer with the
// right generation ends the share, and it does so once.
public sealed class TokenTable<THal>(Device device)
    where THal : struct, IHal
{
    private struct Slot
    {
        public Shared<THal> Share;
        public ushort Generation;
        public bool Busy;
    }

    private readonly Slot[] _slots = new Slot[64];
    private readonly object _lock = new();

    public uint? Send(DmaBuffer buffer)
    {
        lock (_lock)
        {
            int index = Array.FindIndex(_slots, slot => !slot.Busy);
            if (index < 0)
            {
                return null;
            }

            ref Slot slot = ref _slots[index];
            var share = new Shared<THal>(buffer, BufferDirection.DriverToDevice);
            if (!device.Submit(share.Paddr, buffer.Length))
            {
                share.Unshare();
                return null;
            }

            slot.Share = share;
            slot.Busy = true;
            slot.Generation++;
            return ((uint)slot.Generation << 16) | (uint)index;
        }
    }

    public bool Answer(uint token)
    {
        Shared<THal> share;
        lock (_lock)
        {
            uint index = token & 0xFFFF;
            if (index >= _slots.Length)
            {
                return false;
            }

            ref Slot slot = ref _slots[index];
            if (!slot.Busy || slot.Generation != token >> 16)
            {
                return false;
            }

            share = slot.Share;
            slot.Share = default;
            slot.Busy = false;
        }

        share.Unshare();
        return true;
    }

    public void Reset()
    {
        lock (_lock)
        {
            device.Reset();
            for (int i = 0; i < _slots.Length; i++)
            {
                if (_slots[i].Busy)
                {
                    _slots[i].Share.Unshare();
                    _slots[i].Share = default;
                    _slots[i].Busy = false;
                }
            }
        }
    }
}
