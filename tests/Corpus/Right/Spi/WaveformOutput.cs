using System;
using Devices;
using Hal;

namespace Drivers;

// Like function generators over SPI: a table of one period is sent round and round until it is stopped. The playing table is DMA memory;
// a new waveform is written to the other half and switched to.
public sealed class WaveformOutput<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Points = 1024;
    private const int HalfBytes = Points * sizeof(ushort);

    private readonly Device _generator;
    private readonly Dma<THal> _tables = new(HalConstants.PagesFor(2 * HalfBytes), BufferDirection.DriverToDevice);
    private int _playing = 1;

    public WaveformOutput(Device generator) => _generator = generator;

    public unsafe bool Play(Func<double, double> wave)
    {
        int half = 1 - _playing;
        nuint offset = (nuint)(half * HalfBytes);
        var table = new Span<ushort>(_tables.Pointer<ushort>(offset), Points);
        for (int i = 0; i < Points; i++)
        {
            double value = Math.Clamp(wave((double)i / Points), -1, 1);
            table[i] = (ushort)(32767.5 + (value * 32767.5));
        }

        if (_generator.Start(_tables.PaddrAt(offset), HalfBytes) != 0)
        {
            return false;
        }

        _playing = half;
        return true;
    }

    public void Silence() => _generator.Reset();

    public void Dispose()
    {
        Silence();
        _tables.Dispose();
    }
}
