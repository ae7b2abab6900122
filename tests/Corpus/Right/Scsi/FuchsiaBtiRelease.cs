using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Fuchsia (ahci): the raw allocation is given back by DmaDealloc.
internal sealed unsafe class CommandList<THal>(Device ahci)
    where THal : struct, IHal
{
    private const int ListBytes = 1024;

    public uint Signature()
    {
        var (list, slots) = THal.DmaAlloc(1, Both);
        if (list.Value == 0)
        {
            return 0;
        }

        *(uint*)slots = 0x5;
        *((uint*)slots + 1) = 0;
        ahci.Program(list, ListBytes);
        ahci.Kick();
        uint signature = ahci.Wait(100) ? ahci.ReadRegister(0x24) : 0;
        ahci.Reset();
        return THal.DmaDealloc(list, slots, 1) == 0 ? signature : 0;
    }
}
