using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's wireless drivers: the reset path writes the ring's address after the helper has given the ring back.
public sealed class RingBaseAfterClose<THal>(PhysAddr bar)
    where THal : struct, IHal
{
    private readonly MmioRegion _registers = MmioRegion.Map<THal>(bar, 0x1000);

    private void Close(Dma<THal> ring)
    {
        _registers.Write32(0x04, 0);
        ring.Dispose();
    }

    public void Restart(int tries)
    {
        var ring = new Dma<THal>(1, Both);
        _registers.Write64(0x20, ring.Paddr.Value);
        _registers.Write32(0x04, 1);
        while (tries-- > 0 && (_registers.Read32(0x08) & 1) == 0)
        {
            Thread.Sleep(1);
        }

        _registers.Write64(0x20, ring.Paddr.Value);
        _registers.Write32(0x0C, 1);
        Close(ring);
    }
}
