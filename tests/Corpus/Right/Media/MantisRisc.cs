using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (mantis): the share is kept while the stream runs, and Stop ends it.
internal sealed class TransportStream<THal>(MmioRegion bar)
    where THal : struct, IHal
{
    private const nuint RiscStart = 0x10;
    private const nuint Control = 0x14;
    private Shared<THal> _packets;

    public void Start(DmaBuffer packets)
    {
        Stop();
        _packets = new Shared<THal>(packets, DeviceToDriver);
        bar.Write64(RiscStart, _packets.Paddr.Value);
        bar.Write32(Control, 1);
    }

    public void Stop()
    {
        bar.Write32(Control, 0);
        bar.Write64(RiscStart, 0);
        _packets.Unshare();
        _packets = default;
    }
}
