using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (mana): where the second ring is refused both are disposed.
internal sealed class QueuePair<THal>(VirtioTransport transport) : IDisposable
    where THal : struct, IHal
{
    private readonly List<Dma<THal>> _rings = [];

    private static Dma<THal> CreateRing(int entries) => new(HalConstants.PagesFor((nuint)entries * 64), Both);

    public bool Open(int entries)
    {
        Dma<THal> work = CreateRing(entries);
        if (!transport.SetQueue(0, work.Paddr, entries))
        {
            work.Dispose();
            return false;
        }

        Dma<THal> completions = CreateRing(entries);
        if (!transport.SetQueue(1, completions.Paddr, entries))
        {
            transport.Reset();
            completions.Dispose();
            work.Dispose();
            return false;
        }

        _rings.Add(work);
        _rings.Add(completions);
        return true;
    }

    public void Dispose()
    {
        transport.Reset();
        _rings.ForEach(ring => ring.Dispose());
        _rings.Clear();
    }
}
