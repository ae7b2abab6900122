using System.Collections.Generic;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Maps a batch; on failure rolls back downwards from the last that was mapped.</summary>
public static class BatchDown<THal>
    where THal : struct, IHal
{
    public static bool TryMap(IReadOnlyList<DmaBuffer> buffers, PhysAddr[] addresses, int limit)
    {
        int i;
        for (i = 0; i < buffers.Count; i++)
        {
            if (buffers[i].Length > limit)
            {
                goto rollback;
            }

            addresses[i] = THal.Share(buffers[i], DriverToDevice);
        }

        return true;

    rollback:
        while (--i >= 0)
        {
            THal.Unshare(addresses[i], buffers[i], DriverToDevice);
            addresses[i] = default;
        }

        return false;
    }

    public static void Unmap(IReadOnlyList<DmaBuffer> buffers, PhysAddr[] addresses)
    {
        for (int i = buffers.Count - 1; i >= 0; --i)
        {
            THal.Unshare(addresses[i], buffers[i], DriverToDevice);
        }
    }
}
