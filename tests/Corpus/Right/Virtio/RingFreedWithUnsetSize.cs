using Hal;
using Devices;

/// <summary>A virtio queue whose page count is set before anything can fail.</summary>
public sealed unsafe class SplitRing<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport = new();
    private DmaAllocation _ring;
    private nuint _size;

    public int Create(PhysAddr bounce)
    {
        nuint size = 2;
        DmaAllocation ring = THal.DmaAlloc(2, BufferDirection.Both);
        if (ring.Paddr == default)
            return -12;

        if (bounce == default)
        {
            int status = THal.DmaDealloc(ring.Paddr, ring.Vaddr, size);
            return status != 0 ? status : -12;
        }

        _ring = ring;
        _size = size;
        return _transport.SetQueue(0, ring.Paddr, 64) ? 0 : -5;
    }

    public int Destroy() => THal.DmaDealloc(_ring.Paddr, _ring.Vaddr, _size);
}
