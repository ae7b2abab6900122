using Hal;
using Devices;

// Follows a fix in U-Boot, 4b97de0e28f.
/// <summary>A virtio queue whose error path frees the ring with a page count that is not set yet.</summary>
public sealed unsafe class SplitRing<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport = new();
    private DmaAllocation _ring;
    private nuint _size;

    public int Create(PhysAddr bounce)
    {
        nuint size = 0;
        DmaAllocation ring = THal.DmaAlloc(2, BufferDirection.Both);
        if (ring.Paddr == default)
            return -12;

        if (bounce == default)
        {
            int status = THal.DmaDealloc(ring.Paddr, ring.Vaddr, size); //! HAL2004
            return status != 0 ? status : -12;
        }

        size = 2;
        _ring = ring;
        _size = size;
        return _transport.SetQueue(0, ring.Paddr, 64) ? 0 : -5;
    }

    public int Destroy() => THal.DmaDealloc(_ring.Paddr, _ring.Vaddr, _size);
}
