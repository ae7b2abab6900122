using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in coreboot (libpayload): the command is written through the pointer before the address is tested.
internal sealed unsafe class CommandTable<THal>(Device ahci)
    where THal : struct, IHal
{
    private const byte RegisterFis = 0x27;

    public int Identify(Span<byte> identity)
    {
        DmaAllocation table = THal.DmaAlloc(1, Both);
        Span<byte> fis = new(table.Vaddr, HalConstants.PageSize);
        fis[0] = RegisterFis; //! HAL2006
        fis[1] = 0x80;
        fis[2] = 0xec;
        if (table.Paddr == default)
        {
            return -12;
        }

        bool done = ahci.Submit(table.Paddr, HalConstants.PageSize) && ahci.Wait(100);
        ahci.Reset();
        int length = Math.Min(identity.Length, 512);
        fis.Slice(1024, length).CopyTo(identity);
        int freed = THal.DmaDealloc(table.Paddr, table.Vaddr, 1);
        return done ? freed : -110;
    }
}
