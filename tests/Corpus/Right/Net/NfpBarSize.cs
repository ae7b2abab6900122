using Hal;

namespace Drivers;

// Follows a fix in DPDK: "net/nfp: fix shifts in BAR size calculation": the window is as large as the queues in it.
public sealed unsafe class NfpQueueController<THal>
    where THal : struct, IHal
{
    private const int QueueShift = 11;
    private const int Queues = 64;
    private const nuint WindowSize = (nuint)Queues << QueueShift;
    private const nuint LastQueue = (nuint)(Queues - 1) << QueueShift;
    private const nuint AddWritePointer = 0x4;

    private readonly MmioRegion _window;

    public NfpQueueController(PhysAddr bar)
    {
        _window = MmioRegion.Map<THal>(bar, WindowSize);
    }

    public uint Status() => _window.Read32(0x8);

    public void KickFirst(uint count) => _window.Write32(AddWritePointer, count);

    public void KickLast(uint count)
    {
        if (count != 0)
        {
            _window.Write32(LastQueue + AddWritePointer, count);
        }
    }
}
