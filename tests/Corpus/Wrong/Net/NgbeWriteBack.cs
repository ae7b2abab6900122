using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (Wangxun and Intel drivers): PaddrAt gets the whole length of the memory as offset.
internal sealed class HeadWriteBack<THal>(MmioRegion registers)
    where THal : struct, IHal
{
    private const nuint WriteBackAddress = 0x6038;
    private const uint Entries = 256;

    public bool Test()
    {
        const nuint ringBytes = Entries * 16;
        using var ring = new Dma<THal>(HalConstants.PagesFor(ringBytes), Both);
        registers.Write64(0x6000, ring.Paddr.Value);
        registers.Write64(WriteBackAddress, ring.PaddrAt(ringBytes).Value | 1); //! HAL2009
        bool moved = registers.Read32(0x6010) != 0;
        registers.Write64(WriteBackAddress, 0);
        registers.Write64(0x6000, 0);
        return moved;
    }

    public void Disable()
    {
        uint control = registers.Read32(0x6028);
        registers.Write32(0x6028, control & ~1u);
    }
}
