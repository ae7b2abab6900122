using Devices;
using Hal;

public sealed unsafe class FreedTwiceInLadder<THal>(VirtioTransport transport) where THal : struct, IHal
{
    public int Probe()
    {
        int err = -12;
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.Both);
        if (paddr == default)
        {
            return err;
        }

        if (!transport.SetQueue(0, paddr, 8))
        {
            _ = THal.DmaDealloc(paddr, vaddr, 1);
            goto fail;
        }

        if (!transport.Negotiate(1))
        {
            goto fail;
        }

        *vaddr = 1;
        transport.Reset();
        return THal.DmaDealloc(paddr, vaddr, 1);

    fail:
        _ = THal.DmaDealloc(paddr, vaddr, 1); //! HAL2003
        return err;
    }
}
