using System.Collections.Generic;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "block: fix partial IOVA mapping cleanup in blk_rq_dma_map_iova": the segment that could not be linked broke
// out of the loop, and those before it were left.
public static class BlkDma<THal>
    where THal : struct, IHal
{
    public static List<Shared<THal>>? MapRequest(DmaBuffer[] segments, int boundary)
    {
        var mapped = new List<Shared<THal>>(segments.Length);
        bool whole = true;
        foreach (DmaBuffer segment in segments)
        {
            if (segment.Length % boundary != 0)
            {
                whole = false;
                break;
            }

            mapped.Add(new Shared<THal>(segment, BufferDirection.DriverToDevice)); //! HAL1002
        }

        if (!whole)
        {
            return null;
        }

        return mapped;
    }
}
