using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in OpenBSD (url): the base register is cleared before the ring is disposed of.
internal sealed class RingRestart<THal>(MmioRegion csr)
    where THal : struct, IHal
{
    private const nuint Base = 0xe4;
    private const nuint Control = 0x37;

    public int Restart(int attempts)
    {
        var ring = new Dma<THal>(1, Both);
        PhysAddr address = ring.Paddr;
        for (int i = 0; i < attempts; i++)
        {
            csr.Write64(Base, address.Value);
            csr.Write8(Control, 0x08);
            if ((csr.Read8(Control) & 0x08) != 0)
            {
                csr.Write8(Control, 0);
                ring.Dispose();
                return i;
            }
        }

        csr.Write8(Control, 0x10);
        csr.Write64(Base, 0);
        ring.Dispose();
        return -110;
    }
}
