using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "scsi: lpfc: Fix a use after free in lpfc_rq_buf_free()": the header of the buffer is read for the repost when
// the buffer has been freed.
public unsafe class LpfcReceive<THal>(Ring headers)
    where THal : struct, IHal
{
    public bool FreeOrRepost(bool repostFails)
    {
        var rqb = new Dma<THal>(1, BufferDirection.Both);
        byte* tag = rqb.Vaddr(0);
        headers.Post(headers.Head, rqb.Paddr, HalConstants.PageSize);
        if (!repostFails)
        {
            headers.Doorbell();
            while (!headers.IsDone(headers.Head))
            {
            }
        }

        headers.Stop();
        bool stale = tag[4] != 0;
        rqb.Dispose();
        return stale && repostFails;
    }
}
