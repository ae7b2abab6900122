using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "nvme-pci: remap BAR0 to cover admin CQ doorbell for large stride": the first mapping ended before the
// completion doorbell.
public sealed unsafe class NvmePci<THal>
    where THal : struct, IHal
{
    private const uint Doorbells = 0x1000;
    private const uint LargeStride = 0x1000;
    private const uint BarSize = Doorbells + 4096;

    private readonly MmioRegion _bar;

    public NvmePci(PhysAddr bar) => _bar = MmioRegion.Map<THal>(bar, BarSize);

    public bool Enable(Dma<THal> submission, Dma<THal> completion, uint depth)
    {
        _bar.Write32(0x24, ((depth - 1) << 16) | (depth - 1));
        _bar.Write64(0x28, submission.Paddr.Value);
        _bar.Write64(0x30, completion.Paddr.Value);
        _bar.Write32(0x14, 0x0046_0001);
        Deadline deadline = Deadline.In(2000);
        while ((_bar.Read32(0x1C) & 1) == 0)
        {
            if (deadline.Expired)
            {
                return false;
            }
        }

        _bar.Write32(Doorbells, 0);
        _bar.Write32(Doorbells + LargeStride, 0); //! HAL3002
        return true;
    }
}
