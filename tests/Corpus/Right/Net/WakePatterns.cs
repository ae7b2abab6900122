using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The wake-on-LAN patterns that a card keeps while the system sleeps. The patterns stay in DMA memory over the sleep, and a second Arm
// replaces the first only after it was disarmed.
internal sealed unsafe class WakePatterns<THal> : IDisposable
    where THal : struct, IHal
{
    private const int PatternBytes = 128;
    private const int MaxPatterns = 32;

    private readonly Device _card;
    private Dma<THal>? _patterns;

    public WakePatterns(Device card) => _card = card;

    public bool Armed => _patterns is not null;

    public void Arm(byte[][] patterns)
    {
        if (patterns.Length is 0 or > MaxPatterns)
        {
            throw new ArgumentException("There are 1 to 32 patterns.", nameof(patterns));
        }

        Disarm();
        var memory = new Dma<THal>(HalConstants.PagesFor(MaxPatterns * PatternBytes), DriverToDevice);
        for (int i = 0; i < patterns.Length; i++)
        {
            byte[] pattern = patterns[i];
            int length = Math.Min(pattern.Length, PatternBytes);
            pattern.AsSpan(0, length).CopyTo(new Span<byte>(memory.Vaddr(i * PatternBytes), PatternBytes));
        }

        _patterns = memory;
        _card.WriteRegister(0x60, (ulong)patterns.Length);
        _card.Program(memory.Paddr, patterns.Length * PatternBytes);
    }

    public void Disarm()
    {
        if (_patterns is null)
        {
            return;
        }

        _card.WriteRegister(0x60, 0);
        _card.Reset();
        _patterns.Dispose();
        _patterns = null;
    }

    public void Dispose() => Disarm();
}
