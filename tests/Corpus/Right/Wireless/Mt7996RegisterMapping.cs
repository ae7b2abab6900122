using Hal;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: mt7996: fix register mapping": the window is mapped as far as the register at its boundary.
public sealed class RegisterMap<THal>
    where THal : struct, IHal
{
    private const nuint WindowBytes = 0x2000;
    private const nuint Swap = 0x0010;
    private const nuint ChipId = 0x0200;
    private const nuint Revision = 0x1000;

    public static uint Identify(PhysAddr bar, bool swapped)
    {
        MmioRegion registers = MmioRegion.Map<THal>(bar, WindowBytes);
        registers.Write32(Swap, swapped ? 1u : 0u);
        uint id = registers.Read32(ChipId);
        if (id is 0 or uint.MaxValue)
        {
            return 0;
        }

        uint revision = registers.Read32(Revision) & 0xff;
        registers.Write32(Swap, 0);
        return (id << 8) | revision;
    }

    public static bool IsSupported(PhysAddr bar)
    {
        uint id = Identify(bar, swapped: false) >> 8;
        return id is 0x7990 or 0x7992;
    }
}
