using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (infiniband, mthca): the event queue is disposed of before the throw.
internal sealed class EventQueue<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _hca;
    private readonly Dma<THal> _entries;
    private readonly Dma<THal> _doorbells;

    public EventQueue(Device hca, nuint pages)
    {
        _hca = hca;
        _entries = new Dma<THal>(pages, Both);
        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? doorbells))
        {
            _entries.Dispose();
            throw new DeviceException("mthca: no doorbell page");
        }

        _doorbells = doorbells;
        hca.Program(_entries.Paddr, (int)_entries.Length);
        hca.Program(_doorbells.Paddr, (int)_doorbells.Length);
    }

    public void Arm()
    {
        _doorbells.AsSpan()[0]++;
        _hca.Kick();
    }

    public void Dispose()
    {
        _hca.Reset();
        _doorbells.Dispose();
        _entries.Dispose();
    }
}
