using System.Threading;
using Devices;
using Hal;

/// <summary>Registers through a mapped region: reads, writes, slices, polling, and a wide address in two halves.</summary>
public sealed class RegisterBlock<THal>
    where THal : struct, IHal
{
    private readonly MmioRegion _common;
    private readonly MmioRegion _notify;

    public RegisterBlock(PhysAddr bar)
    {
        MmioRegion whole = MmioRegion.Map<THal>(bar, 0x4000);
        _common = whole.Slice(0, 0x1000);
        _notify = whole.Slice(0x3000, 0x1000);
    }

    public bool Run(DmaBuffer data)
    {
        using var share = new SharedScope<THal>(data, BufferDirection.Both);
        _common.Write32(0x20, (uint)share.Paddr.Value);
        _common.Write32(0x24, (uint)(share.Paddr.Value >> 32));
        _common.Write32(0xFFC, 1);
        _notify.Write16(0xFFE, 0);
        int spins = 0;
        while ((_common.Read8(0x14) & 0x40) == 0)
        {
            if (++spins == 100_000)
            {
                _common.Write8(0x14, 0);
                return false;
            }

            Thread.SpinWait(1);
        }

        return _common.Read64(0x28) != 0;
    }
}
