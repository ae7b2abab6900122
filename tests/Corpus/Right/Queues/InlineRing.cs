using System;
using System.Runtime.CompilerServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Eight slots in an inline array, with the mask of a power of two.</summary>
public sealed class InlineRing<THal>(Ring ring)
    where THal : struct, IHal
{
    [InlineArray(8)]
    private struct Slots
    {
        private Shared<THal> _first;
    }

    private Slots _slots;
    private uint _head;
    private uint _tail;

    public bool TryPush(DmaBuffer buffer)
    {
        if (_head - _tail == 8)
        {
            return false;
        }

        var shared = new Shared<THal>(buffer, DriverToDevice);
        ring.Post((int)(_head & 7), shared.Paddr, buffer.Length);
        _slots[(int)(_head++ & 7)] = shared;
        return true;
    }

    public int Reap()
    {
        int count = 0;
        for (; _tail != _head && ring.IsDone((int)(_tail & 7)); _tail++, count++)
        {
            ref Shared<THal> slot = ref _slots[(int)(_tail & 7)];
            slot.Unshare();
            slot = default;
        }

        return count;
    }

    public void Close()
    {
        ring.Stop();
        foreach (ref Shared<THal> slot in (Span<Shared<THal>>)_slots)
        {
            slot.Unshare();
            slot = default;
        }

        _tail = _head;
    }
}
