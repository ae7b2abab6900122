using Devices;
using Hal;

public sealed unsafe class DeallocNotMatching<THal>(NvmeQueue queue) where THal : struct, IHal
{
    public int Create()
    {
        var sq = THal.DmaAlloc(1, BufferDirection.Both);
        if (sq.Paddr == default)
        {
            return -12;
        }

        var cq = THal.DmaAlloc(1, BufferDirection.Both);
        if (cq.Paddr == default)
        {
            return THal.DmaDealloc(sq.Paddr, sq.Vaddr, 1);
        }

        queue.SetBase(sq.Paddr, cq.Paddr);
        int status = queue.RingDoorbell() ? 0 : -5;
        status |= THal.DmaDealloc(sq.Paddr, sq.Vaddr, 1);
        status |= THal.DmaDealloc(cq.Paddr, cq.Vaddr, 1);
        return status;
    }
}
