using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in iPXE (realtek): the ring is given back by its whole address.
internal sealed unsafe class DescriptorRing<THal>(MmioRegion registers)
    where THal : struct, IHal
{
    private const nuint RingLow = 0x20;
    private const nuint RingHigh = 0x24;

    public int SelfTest()
    {
        var (ring, descriptors) = THal.DmaAlloc(1, Both);
        if (ring == default)
        {
            return -12;
        }

        var low = (uint)ring.Value;
        var high = (uint)(ring.Value >> 32);
        registers.Write32(RingLow, low);
        registers.Write32(RingHigh, high);
        registers.Write8(0x38, 0x40);
        int loops = 1000;
        while (registers.Read8(0x38) != 0 && --loops > 0)
        {
        }

        registers.Write8(0x37, 0x10);
        return THal.DmaDealloc(ring, descriptors, 1);
    }
}
