using System;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A thermal sensor that writes one record at a time into a coherent page, asked for by a timer. The record is copied out between two
// reads of its sequence word, and the page goes when the timer has stopped.
[StructLayout(LayoutKind.Sequential)]
public struct ThermalRecord
{
    public uint Sequence;
    public int MilliDegrees;
    public int FanSpeed;
    public uint Reserved;
}

public sealed unsafe class ThermalSampler<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _sensor;
    private readonly Dma<THal> _page = new(1, BufferDirection.DeviceToDriver);
    private readonly Timer _timer;

    public ThermalSampler(Device sensor)
    {
        _sensor = sensor;
        _sensor.Program(_page.Paddr, sizeof(ThermalRecord));
        _timer = new Timer(_ => Sample(), null, 1000, 1000);
    }

    public event Action<ThermalRecord>? Sampled;

    public ThermalRecord Read()
    {
        ThermalRecord* record = _page.Pointer<ThermalRecord>(0);
        ThermalRecord copy;
        uint sequence;
        do
        {
            sequence = Volatile.Read(ref record->Sequence);
            Thread.MemoryBarrier();
            copy = *record;
            Thread.MemoryBarrier();
        }
        while ((sequence & 1) != 0 || sequence != Volatile.Read(ref record->Sequence));

        return copy;
    }

    public void Dispose()
    {
        using (var stopped = new ManualResetEvent(false))
        {
            if (_timer.Dispose(stopped))
            {
                stopped.WaitOne();
            }
        }

        _sensor.Reset();
        _page.Dispose();
    }

    private void Sample()
    {
        _sensor.Kick();
        Sampled?.Invoke(Read());
    }
}
