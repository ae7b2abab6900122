using Devices;
using Hal;

namespace Drivers;

// Follows a fix in virtio-drivers: "Fix sizing of unused 32-bit BARs.": a BAR that is not there has size 0, and is mapped with that
// size.
public readonly record struct Bar(PhysAddr Start, uint Mask)
{
    public nuint Size => Mask == 0 ? 0 : (nuint)(~(Mask & ~0xFu) + 1u);
}

public sealed class BarMapper<THal>
    where THal : struct, IHal
{
    private MmioRegion _window;

    public bool Mapped { get; private set; }

    public bool Map(Bar bar)
    {
        nuint size = bar.Size;
        if (size == 0)
        {
            Log.Info("BAR without a size");
            _window = MmioRegion.Map<THal>(bar.Start, size); //! HAL3004
            return Mapped;
        }

        _window = MmioRegion.Map<THal>(bar.Start, size);
        Mapped = true;
        return true;
    }

    public uint DeviceStatus => Mapped ? _window.Read32(0) : 0;
}
