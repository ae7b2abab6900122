using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A cyclic transfer: one region cut into periods, the engine wraps by itself and interrupts after each.</summary>
public sealed class CyclicTransfer<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;
    private readonly Dma<THal> _ring;
    private readonly int[] _cookies;
    private readonly int _periodBytes;
    private int _position;

    private CyclicTransfer(DmaEngine engine, Dma<THal> ring, int[] cookies, int periodBytes)
    {
        _engine = engine;
        _ring = ring;
        _cookies = cookies;
        _periodBytes = periodBytes;
    }

    public static bool TryPrepare(
        DmaEngine engine,
        PhysAddr fifo,
        int periods,
        int periodBytes,
        [NotNullWhen(true)] out CyclicTransfer<THal>? transfer)
    {
        transfer = null;
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)(periods * periodBytes)), DeviceToDriver, out Dma<THal>? ring))
        {
            return false;
        }

        var cookies = new int[periods];
        for (int period = 0; period < periods; period++)
        {
            cookies[period] = engine.Submit(fifo, ring.PaddrAt((nuint)(period * periodBytes)), periodBytes);
            if (cookies[period] < 0)
            {
                engine.Terminate();
                ring.Dispose();
                return false;
            }
        }

        transfer = new CyclicTransfer<THal>(engine, ring, cookies, periodBytes);
        return true;
    }

    public IEnumerable<ReadOnlyMemory<byte>> TakePeriods()
    {
        while (_engine.IsComplete(_cookies[_position]))
        {
            yield return Period(_position).ToArray();
            _position = (_position + 1) % _cookies.Length;
        }
    }

    public void Dispose()
    {
        _engine.Terminate();
        _ring.Dispose();
    }

    private ReadOnlySpan<byte> Period(int index) => _ring.Slice((nuint)(index * _periodBytes), _periodBytes).AsReadOnlySpan();
}
