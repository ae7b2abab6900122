using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Programs the registers of a queue through a mapped window, with the ring's address in two halves. Accesses stay inside of the window
// and go through the region, and disable comes before the ring is freed.
public sealed class QueueRegisters<THal> : IDisposable
    where THal : struct, IHal
{
    private const nuint WindowBytes = 0x1000;
    private const nuint QueueStride = 0x40;

    private readonly MmioRegion _window;
    private readonly Dictionary<int, Dma<THal>> _rings = new();

    public QueueRegisters(PhysAddr bar) => _window = MmioRegion.Map<THal>(bar, WindowBytes);

    public bool Enable(int queue, nuint pages)
    {
        if (queue is < 0 or > 31 || _rings.ContainsKey(queue))
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(pages, Both, out Dma<THal>? ring))
        {
            return false;
        }

        _rings.Add(queue, ring);
        MmioRegion registers = Registers(queue);
        registers.Write32(0x00, (uint)ring.Paddr.Value);
        registers.Write32(0x04, (uint)(ring.Paddr.Value >> 32));
        registers.Write32(0x08, (uint)ring.Length);
        registers.Write32(0x0C, 1);
        return true;
    }

    public bool Disable(int queue)
    {
        if (!_rings.TryGetValue(queue, out Dma<THal>? ring))
        {
            return false;
        }

        MmioRegion registers = Registers(queue);
        registers.Write32(0x0C, 0);
        while ((registers.Read32(0x0C) & 2) != 0)
        {
            Thread.Yield();
        }

        _rings.Remove(queue);
        ring.Dispose();
        return true;
    }

    public void Dispose()
    {
        foreach (int queue in _rings.Keys.ToArray())
        {
            Disable(queue);
        }
    }

    private MmioRegion Registers(int queue) => _window.Slice(0x800 + (nuint)queue * QueueStride, QueueStride);
}
