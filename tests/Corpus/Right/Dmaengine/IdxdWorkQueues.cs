using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux dmaengine (idxd): without completion records the descriptors are freed.
internal sealed class WorkQueue<THal>(Device accelerator)
    where THal : struct, IHal
{
    private const int DescriptorSize = 64;
    private const int RecordSize = 32;

    private Dma<THal>? _descriptors;
    private Dma<THal>? _records;

    public int Enable(int depth)
    {
        if (_descriptors is not null)
        {
            return -16;
        }

        Dma<THal>? descriptors = AllocateTable(depth, DescriptorSize);
        if (descriptors is null)
        {
            return -12;
        }

        Dma<THal>? records = AllocateTable(depth, RecordSize);
        if (records is null)
        {
            descriptors.Dispose();
            return -12;
        }

        accelerator.Program(descriptors.Paddr, depth * DescriptorSize);
        accelerator.Program(records.Paddr, depth * RecordSize);
        (_descriptors, _records) = (descriptors, records);
        return 0;
    }

    public void Disable()
    {
        accelerator.Reset();
        _records?.Dispose();
        _descriptors?.Dispose();
        _records = _descriptors = null;
    }

    private static Dma<THal>? AllocateTable(int entries, int size)
    {
        nuint pages = HalConstants.PagesFor((nuint)entries * (nuint)size);
        return Dma<THal>.TryCreate(pages, BufferDirection.Both, out Dma<THal>? table) ? table : null;
    }
}
