using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in SPDK (vfio_user): where the mailbox refuses it the memory of the helper is given back.
internal sealed unsafe class SharedRings<THal>(Mailbox control)
    where THal : struct, IHal
{
    private const nuint Pages = 2;

    public int Construct()
    {
        int error = Reserve(out DmaAllocation rings);
        if (error < 0)
        {
            return error;
        }

        error = control.Execute(0x20, rings.Paddr);
        if (error < 0)
        {
            Log.Info("vfio-user: refused");
            return THal.DmaDealloc(rings.Paddr, rings.Vaddr, Pages) != 0 ? -5 : error;
        }

        error = control.Execute(0x21, rings.Paddr);
        return THal.DmaDealloc(rings.Paddr, rings.Vaddr, Pages) | error;
    }

    private static int Reserve(out DmaAllocation rings)
    {
        rings = THal.DmaAlloc(Pages, Both);
        if (rings.Paddr == default)
        {
            return -12;
        }

        new Span<byte>(rings.Vaddr, 64).Fill(0xff);
        return 0;
    }
}
