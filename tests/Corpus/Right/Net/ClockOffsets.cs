using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A ring of clock samples that an Ethernet controller writes, with a reader that averages. The ring is DMA memory, which both sides may
// touch at any time; only its owner frees it, after the controller has stopped.
public sealed unsafe class ClockOffsets<THal>(Device clock) : IDisposable
    where THal : struct, IHal
{
    private struct Sample
    {
        public ulong Local;
        public ulong Remote;
    }

    private Dma<THal>? _ring;
    private uint _read;

    public void Start()
    {
        if (_ring is not null)
        {
            return;
        }

        _ring = new Dma<THal>(2, DeviceToDriver);
        _read = 0;
        clock.Program(_ring.Paddr, (int)_ring.Length);
        clock.WriteRegister(0x10, 1);
    }

    public double Average()
    {
        if (_ring is not { } ring)
        {
            return 0;
        }

        uint entries = (uint)(ring.Length / (nuint)sizeof(Sample));
        uint written = clock.ReadRegister(0x14);
        double sum = 0;
        int count = 0;
        for (; _read != written && count < entries; _read++, count++)
        {
            Sample* sample = ring.Pointer<Sample>(_read % entries * (nuint)sizeof(Sample));
            sum += (long)(sample->Remote - sample->Local);
        }

        return count == 0 ? 0 : sum / count;
    }

    public void Stop()
    {
        if (_ring is { } ring)
        {
            clock.WriteRegister(0x10, 0);
            clock.Reset();
            _ring = null;
            ring.Dispose();
        }
    }

    public void Dispose() => Stop();
}
