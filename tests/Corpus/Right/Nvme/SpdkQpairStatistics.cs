using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in SPDK (nvme_pcie): "Memory leak in nvme_pcie_qpair_destroy": Destroy frees the statistics page with the others.
internal sealed class PcieQpair<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private Dma<THal>? _submission;
    private Dma<THal>? _completion;
    private Dma<THal>? _statistics;

    public bool Construct()
    {
        if (_submission is not null)
        {
            return true;
        }

        if (!Dma<THal>.TryCreate(1, DriverToDevice, out _submission)
            || !Dma<THal>.TryCreate(1, DeviceToDriver, out _completion)
            || !Dma<THal>.TryCreate(1, DeviceToDriver, out _statistics))
        {
            Destroy();
            return false;
        }

        queue.SetBase(_submission.Paddr, _completion.Paddr);
        return true;
    }

    public int Sample() => _statistics is null ? -6 : queue.Submit(0x0c, _statistics.Paddr, default);

    public byte Polls() => _statistics is null ? (byte)0 : _statistics.AsSpan()[0];

    public void Destroy()
    {
        queue.SetBase(default, default);
        _submission?.Dispose();
        _completion?.Dispose();
        _statistics?.Dispose();
        _submission = null;
        _completion = null;
        _statistics = null;
    }
}
