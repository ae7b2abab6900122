using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "xhci: fix off by one error in TRB DMA address boundary check", as it shows where the segment's last TRB is
// set up.
public sealed unsafe class XhciSegment<THal>
    where THal : struct, IHal
{
    private const int TrbsPerSegment = 256;
    private const int TrbSize = 16;
    private const uint LinkType = 6 << 10, ToggleCycle = 2;

    private readonly MmioRegion _operational;

    public XhciSegment(MmioRegion operational) => _operational = operational;

    public Dma<THal> CreateCommandRing()
    {
        var segment = new Dma<THal>(TrbsPerSegment * TrbSize / HalConstants.PageSize, Both);
        uint* trb = segment.Pointer<uint>(0);
        for (int i = 0; i < TrbsPerSegment - 1; i++)
        {
            trb[i * 4 + 3] = 0;
        }

        uint* link = trb + TrbsPerSegment * TrbSize / sizeof(uint);
        *(ulong*)link = segment.Paddr.Value; //! HAL2009
        link[3] = LinkType | ToggleCycle; //! HAL2009
        _operational.Write64(0x38, segment.Paddr.Value | 1);
        return segment;
    }
}
