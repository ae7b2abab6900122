using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Capture: the page that was recorded is copied out, then it goes back to the end of the queue.</summary>
public sealed class SoundCapture<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly Dma<THal>[] _periods;
    private bool _running;

    public SoundCapture(Ring ring, int periods)
    {
        _ring = ring;
        var made = new Dma<THal>?[periods];
        try
        {
            for (int i = 0; i < periods; i++)
            {
                made[i] = new Dma<THal>(1, DeviceToDriver);
            }
        }
        catch (DmaException)
        {
            foreach (Dma<THal>? period in made)
            {
                period?.Dispose();
            }

            throw;
        }

        _periods = made!;
    }

    public void Start()
    {
        for (int i = 0; i < _periods.Length; i++)
        {
            _ring.Post(i, _periods[i].Paddr, (int)_periods[i].Length);
        }

        _running = true;
        _ring.Doorbell();
    }

    public int Read(Span<short> samples)
    {
        int copied = 0;
        while (copied < samples.Length && _ring.TryTake(out int index, out int written))
        {
            Dma<THal> period = _periods[index % _periods.Length];
            ReadOnlySpan<short> recorded = MemoryMarshal.Cast<byte, short>(period.AsSpan()[..Math.Clamp(written, 0, 4096)]);
            int take = Math.Min(recorded.Length, samples.Length - copied);
            recorded[..take].CopyTo(samples[copied..]);
            copied += take;
            if (_running)
            {
                _ring.Post(index, period.Paddr, (int)period.Length);
            }
        }

        return copied;
    }

    public void Dispose()
    {
        _running = false;
        _ring.Stop();
        foreach (var period in _periods)
        {
            period.Dispose();
        }
    }
}
