using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "bnxt_en: Fix DMA unmapping of the RX buffers in XDP mode during shutdown": with a program attached the pages
// are mapped both ways, and the teardown unmapped them all as received.
public unsafe class BnxtLoopback<THal>(Ring ring)
    where THal : struct, IHal
{
    public int Test(DmaBuffer page, bool xdp)
    {
        PhysAddr mapping;
        if (xdp)
        {
            page.AsSpan()[..64].Clear();
            mapping = THal.Share(page, BufferDirection.Both);
        }
        else
        {
            mapping = THal.Share(page, BufferDirection.DeviceToDriver);
        }

        int written = 0;
        if (ring.TryPost(mapping, page.Length, out int index))
        {
            ring.Doorbell();
            while (!ring.IsDone(index))
            {
            }

            ring.TryTake(out _, out written);
        }

        ring.Stop();
        THal.Unshare(mapping, page, BufferDirection.DeviceToDriver); //! HAL1005 (no fix: meaning)
        return written;
    }
}
