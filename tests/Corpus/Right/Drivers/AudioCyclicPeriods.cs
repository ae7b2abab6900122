using System;
using Devices;
using Hal;

/// <summary>A sound card's cyclic buffer: one DMA region, periods refilled behind the play position, no share at all.</summary>
public sealed class CyclicAudio<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Periods = 4;
    private readonly Dma<THal> _ring = new(4, BufferDirection.DriverToDevice);
    private readonly Device _card = new();
    private int _period;

    public void Start()
    {
        _ring.AsSpan().Clear();
        _card.Program(_ring.Paddr, (int)_ring.Length);
        _card.OnCompleted(Refill);
        _card.Kick();
    }

    private void Refill()
    {
        int size = (int)_ring.Length / Periods;
        Span<byte> period = _ring.AsSpan().Slice(_period * size, size);
        for (int i = 0; i < period.Length; i++)
        {
            period[i] = (byte)(i + _period);
        }

        _period = (_period + 1) % Periods;
        _card.WriteRegister(0x10, _ring.PaddrAt((nuint)(_period * size)).Value);
    }

    public void Dispose()
    {
        _card.Reset();
        _ring.Dispose();
    }
}
