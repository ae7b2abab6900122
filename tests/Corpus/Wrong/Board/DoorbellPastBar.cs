using Hal;

namespace Drivers;

// Like fixes in Linux (an ioremap that is too short for the doorbells behind the controller's registers).
public sealed class DoorbellPastBar<THal>
    where THal : struct, IHal
{
    private const nuint Doorbells = 0x1000;

    private readonly MmioRegion _registers;

    public DoorbellPastBar(PhysAddr bar)
    {
        _registers = MmioRegion.Map<THal>(bar, 0x1000);
    }

    public ulong Capabilities => _registers.Read64(0);

    public void RingAdmin(uint tail)
    {
        _registers.Write32(Doorbells, tail); //! HAL3002
    }
}
