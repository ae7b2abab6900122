using Hal;
using Devices;

/// <summary>An NVMe target's discard: a range that is too large leaves the loop and gives the range list back.</summary>
public sealed unsafe class Discard<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue = new();
    private readonly uint _largest = 65536;

    public int Deallocate(uint* lengths, int count)
    {
        DmaAllocation ranges = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (ranges.Paddr == default)
            return -12;

        int status = 0;
        for (int i = 0; i < count; i++)
        {
            if (lengths[i] > _largest)
            {
                status = -22;
                break;
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
