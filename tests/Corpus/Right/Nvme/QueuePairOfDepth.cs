using Devices;
using Hal;

namespace Drivers;

/// <summary>Allocates a pair of queues; the number of pages follows from the depth and is kept beside the pair.</summary>
public sealed unsafe class QueuePair<THal>
    where THal : struct, IHal
{
    private DmaAllocation _cq;
    private DmaAllocation _sq;
    private nuint _cqPages;
    private nuint _sqPages;

    public ushort Depth { get; private set; }

    public bool IsOpen => Depth != 0;

    public int Open(NvmeQueue queue, ushort depth, int log2Entry)
    {
        if (IsOpen)
        {
            return 0;
        }

        _cqPages = HalConstants.PagesFor((nuint)depth * 16);
        _cq = THal.DmaAlloc(_cqPages, BufferDirection.DeviceToDriver);
        if (_cq.Paddr == default)
        {
            return -12;
        }

        _sqPages = HalConstants.PagesFor((nuint)depth << log2Entry);
        _sq = THal.DmaAlloc(_sqPages, BufferDirection.DriverToDevice);
        if (_sq.Paddr == default)
        {
            return FreeCompletion(-12);
        }

        queue.SetBase(_sq.Paddr, _cq.Paddr);
        Depth = depth;
        return 0;
    }

    private int FreeCompletion(int error)
    {
        int status = THal.DmaDealloc(_cq.Paddr, _cq.Vaddr, _cqPages);
        _cq = default;
        return status != 0 ? status : error;
    }

    public int Close(Device controller)
    {
        if (!IsOpen)
        {
            return 0;
        }

        controller.Reset();
        Depth = 0;
        int status = THal.DmaDealloc(_sq.Paddr, _sq.Vaddr, _sqPages);
        _sq = default;
        return FreeCompletion(status);
    }
}
