using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (mantis): the scope ends before the address goes into the register.
internal sealed class TransportStream<THal>(MmioRegion bar)
    where THal : struct, IHal
{
    private const nuint RiscStart = 0x10;
    private const nuint Control = 0x14;

    public void Start(DmaBuffer packets)
    {
        PhysAddr address;
        using (var scope = new SharedScope<THal>(packets, DeviceToDriver))
        {
            address = scope.Paddr;
            bar.Write32(Control, 0);
        }

        bar.Write64(RiscStart, address.Value); //! HAL1010
        bar.Write32(Control, 1);
    }

    public void Stop()
    {
        bar.Write32(Control, 0);
        bar.Write64(RiscStart, 0);
    }
}
