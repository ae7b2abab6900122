using System;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Playback from two halves of one allocation: the driver fills the one while the device plays the other.</summary>
public sealed unsafe class PcmDoubleBuffer<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _memory;
    private readonly MmioRegion _registers;
    private readonly nuint _half;
    private int _playing;

    public PcmDoubleBuffer(MmioRegion registers, int halfBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(halfBytes);
        _registers = registers;
        _half = (nuint)halfBytes;
        _memory = new Dma<THal>(HalConstants.PagesFor(2 * _half), DriverToDevice);
    }

    public void Start(ReadOnlySpan<short> first)
    {
        Fill(0, first);
        _playing = 0;
        _registers.Write64(0x08, _memory.Paddr.Value);
        _registers.Write32(0x10, (uint)(2 * _half));
        _registers.Write32(0x00, 1);
    }

    /// <summary>The device has come to the end of a half.</summary>
    public void OnHalf(Func<int, short[]> next)
    {
        int finished = _playing;
        _playing ^= 1;
        Fill(finished, next((int)_half / sizeof(short)));
    }

    private void Fill(int half, ReadOnlySpan<short> samples)
    {
        var target = new Span<short>(_memory.Vaddr((nuint)half * _half), (int)_half / sizeof(short));
        int count = Math.Min(samples.Length, target.Length);
        samples[..count].CopyTo(target);
        target[count..].Clear();
    }

    public void Stop()
    {
        _registers.Write32(0x00, 0);
        while ((_registers.Read32(0x04) & 1) != 0)
        {
            Thread.SpinWait(50);
        }
    }

    public void Dispose()
    {
        Stop();
        _memory.Dispose();
    }
}
