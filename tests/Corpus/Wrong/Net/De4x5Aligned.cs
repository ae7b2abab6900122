using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (old network drivers): the pointer given back stands 64 bytes into the memory.
internal sealed unsafe class TulipRing<THal>(Device chip)
    where THal : struct, IHal
{
    private const int HeaderBytes = 64;

    public int Probe()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, Both);
        if (paddr == default)
        {
            return -12;
        }

        byte* entries = vaddr + HeaderBytes;
        for (int i = 0; i < 16; i++)
        {
            ((Descriptor*)entries)[i].Next = (ushort)((i + 1) % 16);
        }

        chip.Program(paddr + HeaderBytes, 16 * sizeof(Descriptor));
        bool answered = chip.Poll();
        chip.Reset();
        int freed = THal.DmaDealloc(paddr, entries, 1); //! HAL2005
        return answered ? freed : -19;
    }
}
