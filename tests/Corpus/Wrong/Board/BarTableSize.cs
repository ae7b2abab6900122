using System;
using Hal;

namespace Drivers;

// Like fixes in Redox (pcid): base address registers of size 0 that were mapped. A BAR whose size was found to be 0 is mapped with that
// size.
public sealed class BarTable<THal>
    where THal : struct, IHal
{
    private const int Bars = 6;
    private readonly MmioRegion?[] _regions = new MmioRegion?[Bars];

    public int Implemented { get; private set; }

    public void MapAll(ReadOnlySpan<PhysAddr> addresses, ReadOnlySpan<uint> masks)
    {
        for (int bar = 0; bar < Bars; bar++)
        {
            nuint size = SizeOf(masks[bar]);
            if (size == 0)
            {
                _regions[bar] = MmioRegion.Map<THal>(addresses[bar], size); //! HAL3004
                continue;
            }

            _regions[bar] = MmioRegion.Map<THal>(addresses[bar], size);
            Implemented++;
        }
    }

    public uint Read(int bar, nuint offset) =>
        _regions[bar] is { } region ? region.Read32(offset) : uint.MaxValue;

    private static nuint SizeOf(uint mask)
    {
        uint bits = mask & 0xffff_fff0;
        return bits == 0 ? 0 : (nuint)(~bits + 1);
    }
}
