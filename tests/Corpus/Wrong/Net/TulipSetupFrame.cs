using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (de2104x/tulip): the release uses the constant of the setup frame.
internal static unsafe class RingMemory<THal>
    where THal : struct, IHal
{
    private const int RingPages = 4;
    private const int Rings = 2;
    private const int SetupPages = 1;

    public static int Probe(Device tulip)
    {
        var (address, memory) = THal.DmaAlloc(RingPages * Rings, Both);
        if (address == default)
        {
            return -12;
        }

        *(uint*)memory = 1u << 31;
        tulip.WriteRegister(0x18, address.Value);
        tulip.WriteRegister(0x20, (address + RingPages * HalConstants.PageSize).Value);
        bool alive = tulip.ReadRegister(0x28) != 0;
        tulip.Reset();
        if (THal.DmaDealloc(address, memory, SetupPages) != 0) //! HAL2004
        {
            return -5;
        }

        return alive ? 0 : -19;
    }
}
