using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Playback by a table of periods: position is read from memory, periods are refilled behind it. The sample memory is coherent DMA
// memory, made with its table by one constructor that unwinds, freed after the stream stopped.
public sealed unsafe class PeriodPlayback<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Periods = 4;

    private readonly Device _stream;
    private readonly Dma<THal>? _table;
    private readonly Dma<THal>? _samples;
    private int _filled;

    public PeriodPlayback(Device stream)
    {
        _stream = stream;
        try
        {
            _table = new Dma<THal>(1, Both);
            _samples = new Dma<THal>(Periods, DriverToDevice);
            for (int i = 0; i < Periods; i++)
            {
                ulong* entry = _table.Pointer<ulong>((nuint)(i * 16));
                entry[0] = _samples.PaddrAt((nuint)(i * HalConstants.PageSize)).Value;
                entry[1] = HalConstants.PageSize;
            }
        }
        catch
        {
            _samples?.Dispose();
            _table?.Dispose();
            throw;
        }
    }

    public void Start()
    {
        _stream.Program(_table!.Paddr, Periods * 16);
        _stream.WriteRegister(0, 2);
    }

    public int Refill(ReadOnlySpan<byte> samples)
    {
        int playing = (int)(Volatile.Read(ref *_table!.Pointer<uint>(2048)) / HalConstants.PageSize) % Periods;
        int written = 0;
        while (_filled != playing && samples.Length - written >= HalConstants.PageSize)
        {
            samples.Slice(written, HalConstants.PageSize)
                .CopyTo(new Span<byte>(_samples!.Vaddr(_filled * HalConstants.PageSize), HalConstants.PageSize));
            written += HalConstants.PageSize;
            _filled = (_filled + 1) % Periods;
        }

        return written;
    }

    public void Dispose()
    {
        _stream.WriteRegister(0, 0);
        _stream.Reset();
        _samples?.Dispose();
        _table?.Dispose();
    }
}
