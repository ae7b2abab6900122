using Devices;
using Hal;

/// <summary>Rings for several queues by raw allocations; when one fails those before it are deallocated.</summary>
public sealed unsafe class QueueRings<THal>
    where THal : struct, IHal
{
    private readonly DmaAllocation[] _rings = new DmaAllocation[8];
    private int _count;

    public bool Allocate(int queues)
    {
        for (_count = 0; _count < queues; _count++)
        {
            DmaAllocation ring = THal.DmaAlloc(2, BufferDirection.Both);
            if (ring.Paddr == default)
            {
                Free();
                return false;
            }

            _rings[_count] = ring;
        }

        return true;
    }

    public void Free()
    {
        while (_count > 0)
        {
            DmaAllocation ring = _rings[--_count];
            if (THal.DmaDealloc(ring.Paddr, ring.Vaddr, 2) != 0)
            {
                Log.Info("a ring was not taken back");
            }
        }
    }

    public bool Two(out DmaAllocation first, out DmaAllocation second)
    {
        second = default;
        first = THal.DmaAlloc(1, BufferDirection.Both);
        if (first.Paddr == default)
        {
            return false;
        }

        second = THal.DmaAlloc(1, BufferDirection.Both);
        if (second.Paddr != default)
        {
            return true;
        }

        _ = THal.DmaDealloc(first.Paddr, first.Vaddr, 1);
        first = default;
        return false;
    }
}
