using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Asterinas: "Update APICs' MMIO region sizes": the constructor maps the 4096 bytes of the unit.
public sealed class LocalApic<THal>
    where THal : struct, IHal
{
    private const nuint TaskPriority = 0x80;
    private const nuint EndOfInterrupt = 0xB0;
    private const nuint TimerVector = 0x320;
    private const nuint InitialCount = 0x380;
    private const nuint RegionSize = 0x1000;

    private readonly MmioRegion _registers;

    public LocalApic(PhysAddr start)
    {
        _registers = MmioRegion.Map<THal>(start, RegionSize);
        _registers.Write32(TaskPriority, 0);
    }

    public uint Ticks { get; private set; }

    public void Acknowledge() => _registers.Write32(EndOfInterrupt, 0);

    public void MaskTimer()
    {
        Ticks = 0;
        _registers.Write32(TimerVector, 1u << 16);
        Log.Info(InitialCount > TimerVector ? "timer masked" : "no timer");
    }
}
