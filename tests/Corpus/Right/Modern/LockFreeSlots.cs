using System.Threading;
using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Slots of classes that are put in and taken out with Interlocked.
public sealed class LockFreeSlots<THal>
    where THal : struct, IHal
{
    private sealed class Entry
    {
        public required Shared<THal> Share { get; init; }

        public long Stamp { get; init; } = Environment.TickCount64;
    }

    private readonly Entry?[] _slots = new Entry?[16];

    public int Put(DmaBuffer buffer)
    {
        var entry = new Entry { Share = new Shared<THal>(buffer, DriverToDevice) };
        for (int i = 0; i < _slots.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _slots[i], entry, null) == null)
            {
                return i;
            }
        }

        entry.Share.Unshare();
        return -1;
    }

    public bool Take(int slot)
    {
        Entry? entry = Interlocked.Exchange(ref _slots[slot], null);
        entry?.Share.Unshare();
        return entry != null;
    }

    public void TakeOld(long before)
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            if (Volatile.Read(ref _slots[i]) is { } old && old.Stamp < before && Interlocked.CompareExchange(ref _slots[i], null, old) == old)
            {
                old.Share.Unshare();
            }
        }
    }
}
