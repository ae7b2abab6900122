using System;
using Devices;
using Hal;

namespace Drivers;

// An analog converter that samples for ever into a ring of periods. The ring is memory that the device writes and the driver only reads;
// the period index is taken modulo the count.
internal sealed unsafe class ConverterSamples<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Periods = 8;
    private const int SamplesPerPeriod = 1024;
    private const int PeriodBytes = SamplesPerPeriod * sizeof(ushort);

    private readonly Device _converter;
    private Dma<THal>? _ring;
    private uint _consumed;

    public ConverterSamples(Device converter) => _converter = converter;

    public bool TryStart()
    {
        if (_ring is not null)
        {
            return true;
        }

        if (!Dma<THal>.TryCreate(HalConstants.PagesFor(Periods * PeriodBytes), BufferDirection.DeviceToDriver, out _ring))
        {
            return false;
        }

        _consumed = 0;
        _converter.WriteRegister(0x10, Periods);
        _converter.Program(_ring.Paddr, Periods * PeriodBytes);
        return true;
    }

    public bool TryReadPeriod(Span<ushort> samples)
    {
        if (_ring is null || samples.Length < SamplesPerPeriod || _converter.ReadRegister(0x14) == _consumed)
        {
            return false;
        }

        nuint offset = _consumed % Periods * PeriodBytes;
        ushort* period = _ring.Pointer<ushort>(offset);
        for (int i = 0; i < SamplesPerPeriod; i++)
        {
            samples[i] = (ushort)(period[i] & 0x0FFF);
        }

        _consumed++;
        return true;
    }

    public void Stop()
    {
        if (_ring is not { } ring)
        {
            return;
        }

        _converter.WriteRegister(0x10, 0);
        _converter.Reset();
        _ring = null;
        ring.Dispose();
    }

    public void Dispose() => Stop();
}
