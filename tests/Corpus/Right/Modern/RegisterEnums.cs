using System.Threading;
using System;
using Hal;

namespace Drivers;

// Registers with enums and bit fields.
public enum Reg : uint
{
    Control = 0x00,
    Status = 0x04,
    RingLow = 0x08,
    RingHigh = 0x0C,
}

[Flags]
public enum StatusBits : uint
{
    None = 0,
    Ready = 1 << 0,
    Error = 1 << 1,
    Fatal = Error | (1 << 7),
}

public readonly record struct ControlField(uint Raw)
{
    public bool Enable => (Raw & 1) != 0;

    public int QueueSize => (int)(Raw >> 16);

    public ControlField WithEnable(bool on) => new(on ? Raw | 1u : Raw & ~1u);
}

public sealed class RegisterEnums<THal>
    where THal : struct, IHal
{
    private readonly MmioRegion _mmio;

    public RegisterEnums(PhysAddr bar, nuint size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, (nuint)0x10);
        _mmio = MmioRegion.Map<THal>(bar, size);
    }

    private uint this[Reg register]
    {
        get => _mmio.Read32((nuint)register);
        set => _mmio.Write32((nuint)register, value);
    }

    public StatusBits Status => (StatusBits)this[Reg.Status];

    public bool Start(Dma<THal> ring)
    {
        this[Reg.RingLow] = (uint)ring.Paddr.Value;
        this[Reg.RingHigh] = (uint)(ring.Paddr.Value >> 32);
        this[Reg.Control] = new ControlField(this[Reg.Control]).WithEnable(true).Raw;
        return SpinWait.SpinUntil(() => Status.HasFlag(StatusBits.Ready), 100) && (Status & StatusBits.Fatal) == 0;
    }
}
