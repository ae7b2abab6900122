using Hal;
using Devices;

// Follows a fix in SPDK, 081f43f2bb.
/// <summary>An NVMe target's discard: a range that is too large returns out of the loop with the range list allocated.</summary>
public sealed unsafe class Discard<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue = new();
    private readonly uint _largest = 65536;

    public int Deallocate(uint* lengths, int count)
    {
        DmaAllocation ranges = THal.DmaAlloc(1, BufferDirection.DriverToDevice); //! HAL2002
        if (ranges.Paddr == default)
            return -12;

        int status = 0;
        for (int i = 0; i < count; i++)
        {
            if (lengths[i] > _largest)
            {
                return -22;
            }

            ((ulong*)ranges.Vaddr)[2 * i] = lengths[i];
        }

        if (status == 0)
        {
            status = _queue.Submit(9, ranges.Paddr, default);
        }

        int freed = THal.DmaDealloc(ranges.Paddr, ranges.Vaddr, 1);
        return status < 0 ? status : freed;
    }
}
