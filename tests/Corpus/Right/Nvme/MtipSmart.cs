using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux block (mtip32xx): the address is tested first.
public sealed unsafe class MtipSmart<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const uint ReadSmart = 0xB0;

    public int ReadAttribute(int id)
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, Both);
        if (paddr == default)
        {
            return -12;
        }

        vaddr[0] = 0xff;

        int result = firmware.Execute(ReadSmart, paddr);
        if (result == 0)
        {
            result = -2;
            byte* entry = vaddr + 2;
            for (int i = 0; i < 30; i++, entry += 12)
            {
                if (entry[0] == id)
                {
                    result = entry[5];
                    break;
                }
            }
        }

        return THal.DmaDealloc(paddr, vaddr, 1) == 0 ? result : -5;
    }
}
