using Hal;

namespace Drivers;

/// <summary>Finds the size of a BAR by writing all ones, and maps what is there.</summary>
public static class BarMapper<THal>
    where THal : struct, IHal
{
    public static bool TryMap(MmioRegion config, int bar, out MmioRegion registers)
    {
        nuint offset = 0x10 + (nuint)bar * 4;
        uint low = config.Read32(offset);
        registers = default;
        if ((low & 1) != 0)
        {
            return false;
        }

        bool wide = (low & 6) == 4;
        config.Write32(offset, uint.MaxValue);
        uint mask = config.Read32(offset);
        config.Write32(offset, low);
        ulong size = mask == 0 ? 0 : (ulong)(~(mask & ~0xFu)) + 1;
        if (size == 0)
        {
            return false;
        }

        ulong address = low & ~0xFu;
        if (wide)
        {
            address |= (ulong)config.Read32(offset + 4) << 32;
        }

        registers = MmioRegion.Map<THal>(new PhysAddr(address), (nuint)size);
        return true;
    }
}
