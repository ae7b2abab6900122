using Hal;
using Devices;

// Follows a fix in DPDK, 2963d99a8b.
/// <summary>A virtio queue's set-up that frees the ring and keeps the page of headers when the device refuses the queue.</summary>
public sealed unsafe class VirtioQueueSetup<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport = new();
    private DmaAllocation _ring, _headers;

    public int SetUp(int index)
    {
        var ring = THal.DmaAlloc(3, BufferDirection.Both);
        if (ring.Paddr == default)
            return -12;

        var headers = THal.DmaAlloc(1, BufferDirection.DriverToDevice); //! HAL2002 (no fix: condition)
        if (headers.Paddr == default || !_transport.SetQueue(index, ring.Paddr, 256))
        {
            int status = THal.DmaDealloc(ring.Paddr, ring.Vaddr, 3);
            return status != 0 ? status : -22;
        }

        _ring = ring;
        _headers = headers;
        return 0;
    }

    public int Release() => THal.DmaDealloc(_ring.Paddr, _ring.Vaddr, 3) | THal.DmaDealloc(_headers.Paddr, _headers.Vaddr, 1);
}
