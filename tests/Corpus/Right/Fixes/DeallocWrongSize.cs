using Devices;
using Hal;

public sealed unsafe class DeallocWrongSize<THal>(VirtioTransport transport) where THal : struct, IHal
{
    private const int RingPages = 3;

    public int Start()
    {
        var (paddr, vaddr) = THal.DmaAlloc(RingPages + 1, BufferDirection.Both);
        if (paddr.Value == 0)
        {
            return -12;
        }

        if (!transport.SetQueue(0, paddr, 256))
        {
            _ = THal.DmaDealloc(paddr, vaddr, RingPages + 1);
            return -22;
        }

        transport.Notify(0);
        transport.Reset();
        return THal.DmaDealloc(paddr, vaddr, RingPages + 1);
    }
}
