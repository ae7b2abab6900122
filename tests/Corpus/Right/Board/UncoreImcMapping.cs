using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "perf/x86/intel/uncore: Fix oops when counting IMC uncore events on some TGL": the window that is mapped has
// the counters in it.
public sealed unsafe class MemoryControllerCounters<THal>
    where THal : struct, IHal
{
    private const nuint MapSize = 0xe000;
    private const nuint DataReads = 0x5058;
    private const nuint Control = 0x4ff8;
    private const nuint Version = 0x10;

    public bool IsPresent(PhysAddr bar)
    {
        MmioRegion counters = MmioRegion.Map<THal>(bar, MapSize);
        return counters.Read32(Version) is not 0 and not uint.MaxValue;
    }

    public uint CountReads(PhysAddr bar, Device clock)
    {
        MmioRegion counters = MmioRegion.Map<THal>(bar, MapSize);
        counters.Write32(Control, 1);
        clock.Wait(10);
        counters.Write32(Control, 0);
        return counters.Read32(DataReads);
    }
}
