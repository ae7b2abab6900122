using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD and Linux (network rings): the registers are cleared and then the ring is given back.
internal sealed class RingSelfTest<THal>(MmioRegion registers)
    where THal : struct, IHal
{
    private const uint BaseRegister = 0x100;
    private const uint ControlRegister = 0x110;

    public bool Run()
    {
        var ring = new Dma<THal>(1, Both);
        registers.Write64(BaseRegister, ring.Paddr.Value);
        registers.Write32(ControlRegister, 1);
        var deadline = Deadline.In(20);
        uint state;
        do
        {
            state = registers.Read32(ControlRegister);
        }
        while ((state & 2) == 0 && !deadline.Expired);

        registers.Write32(ControlRegister, 0);
        registers.Write64(BaseRegister, 0);
        ring.Dispose();
        return (state & 2) != 0;
    }
}
