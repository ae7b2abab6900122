using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "spi: atmel-quadspi: fix possible MMIO window size overrun" (ba03a6c9449): the end of a flash of 256 MiB lies
// behind the window.
public sealed unsafe class AtmelQspi<THal>
    where THal : struct, IHal
{
    private const nuint WindowSize = 0x0800_0000;
    private const nuint Trailer = 0x0FFF_FFF0;

    private MmioRegion _memory;

    public void Probe(PhysAddr window) => _memory = MmioRegion.Map<THal>(window, WindowSize);

    public uint ReadTrailer()
    {
        return _memory.Read32(Trailer); //! HAL3002
    }
}
