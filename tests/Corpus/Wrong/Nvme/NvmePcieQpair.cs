using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in SPDK (nvme_pcie): a constructor that throws leaves its submission ring to nobody.
internal sealed class QueuePair<THal> : IDisposable
    where THal : struct, IHal
{
    private const int EntrySize = 64;

    private readonly NvmeQueue _queue;
    private readonly Dma<THal> _submission;
    private readonly Dma<THal> _completion;

    public QueuePair(NvmeQueue queue, int entries)
    {
        _queue = queue;
        _submission = new Dma<THal>(HalConstants.PagesFor((nuint)(entries * EntrySize)), BufferDirection.Both); //! HAL2002
        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? completion))
        {
            throw new DeviceException("no memory for the completion ring");
        }

        _completion = completion;
        queue.SetBase(_submission.Paddr, completion.Paddr);
    }

    public int Read(PhysAddr first, PhysAddr second)
    {
        int id = _queue.Submit(2, first, second);
        if (id >= 0)
        {
            _queue.RingDoorbell();
        }

        return id;
    }

    public void Dispose()
    {
        _queue.SetBase(default, default);
        _completion.Dispose();
        _submission.Dispose();
    }
}
