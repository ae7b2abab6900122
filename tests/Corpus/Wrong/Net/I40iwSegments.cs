using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "IB/i40iw: Fix error unwinding when i40iw_hmc_sd_one fails": when the hardware refused a segment, the segments
// before it were not taken back.
public unsafe class I40iwHmc<THal>(Mailbox cqp)
    where THal : struct, IHal
{
    private const uint UpdateSegment = 9;
    private const nuint SegmentPages = 2;

    public int CreateObjects(DmaAllocation[] segments, int start, int limit)
    {
        int error = 0;
        var added = new DmaAllocation[limit - start];
        int used = 0;
        for (int i = start; i < limit; i++)
        {
            error = AddSegment(out DmaAllocation segment); //! HAL2002 (no fix: helper acquires)
            if (error != 0)
            {
                goto exit;
            }

            added[used++] = segment;
        }

        added.CopyTo(segments, start);
        return 0;

    exit:
        Log.Info("i40iw: " + used + " segments, error " + error);
        return error;
    }

    private int AddSegment(out DmaAllocation segment)
    {
        segment = THal.DmaAlloc(SegmentPages, BufferDirection.Both);
        if (segment.Paddr == default)
        {
            return -12;
        }

        int error = cqp.Execute(UpdateSegment, segment.Paddr);
        if (error != 0)
        {
            _ = THal.DmaDealloc(segment.Paddr, segment.Vaddr, SegmentPages);
            segment = default;
        }

        return error;
    }
}
