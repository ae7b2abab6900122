using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in nv_peer_memory: "nv_dma_unmap() is not protected by nv_mem_context->is_callback" (issue 13): the revocation unmaps,
// and the release after it again.
public sealed unsafe class NvPeerMemory<THal>(Device gpu)
    where THal : struct, IHal
{
    public int Transfer(DmaBuffer pages)
    {
        PhysAddr mapping = THal.Share(pages, Both);
        bool isCallback = false;
        int status = gpu.Start(mapping, pages.Length);
        if (status != 0 || !gpu.Wait(1000))
        {
            Revoke(mapping, pages);
            isCallback = true;
        }

        Log.Info(isCallback ? "nv: revoked" : "nv: done");
        if (!isCallback)
        {
            PutPages(mapping, pages);
        }

        return status;
    }

    private void Revoke(PhysAddr mapping, DmaBuffer pages)
    {
        gpu.Reset();
        THal.Unshare(mapping, pages, Both);
    }

    private static void PutPages(PhysAddr mapping, DmaBuffer pages) => THal.Unshare(mapping, pages, Both);
}
