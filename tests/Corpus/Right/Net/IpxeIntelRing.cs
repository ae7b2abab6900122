using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in iPXE (intel): the ring is freed before the refusal.
internal sealed class IntelRing<THal>(MmioRegion registers)
    where THal : struct, IHal
{
    private Dma<THal>? _descriptors;

    public bool Create(int count)
    {
        nuint pages = HalConstants.PagesFor((nuint)(count * 16));
        var ring = new Dma<THal>(pages, Both);
        ulong end = ring.Paddr.Value + ring.Length;
        if (end > uint.MaxValue)
        {
            ring.Dispose();
            return false;
        }

        registers.Write32(0x2800, (uint)ring.Paddr.Value);
        registers.Write32(0x2808, (uint)(count * 16));
        registers.Write32(0x2828, 0x0200_0000);
        _descriptors = ring;
        return true;
    }

    public void Destroy()
    {
        registers.Write32(0x2828, 0);
        registers.Write32(0x2800, 0);
        _descriptors?.Dispose();
        _descriptors = null;
    }
}
