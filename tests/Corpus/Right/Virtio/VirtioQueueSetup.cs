using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "net/virtio: fix queue memory leak on error": the pages of the ring are given back before the exception is
// thrown.
public sealed unsafe class QueueSetup<THal>(VirtioTransport transport)
    where THal : struct, IHal
{
    private const int MaximumSize = 1024;

    public DmaAllocation Ring { get; private set; }

    public nuint RingPages { get; private set; }

    public void Setup(int index, int size)
    {
        if (size <= 0 || size > MaximumSize)
        {
            throw new DeviceException("a queue of that size is not possible");
        }

        nuint pages = HalConstants.PagesFor((nuint)size * 26 + 12);
        DmaAllocation ring = THal.DmaAlloc(pages, BufferDirection.Both);
        if (ring.Paddr == default)
        {
            throw new DeviceException("no memory for the queue");
        }

        if (!transport.SetQueue(index, ring.Paddr, size))
        {
            _ = THal.DmaDealloc(ring.Paddr, ring.Vaddr, pages);
            throw new DeviceException("the device refused the queue");
        }

        Ring = ring;
        RingPages = pages;
    }

    public int Free()
    {
        transport.Reset();
        DmaAllocation ring = Ring;
        Ring = default;
        return ring.Paddr == default ? 0 : THal.DmaDealloc(ring.Paddr, ring.Vaddr, RingPages);
    }
}
