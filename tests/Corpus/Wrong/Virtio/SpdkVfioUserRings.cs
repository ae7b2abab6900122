using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in SPDK (vfio_user): the memory that the helper gave out is not given back where the mailbox refuses it.
internal sealed unsafe class SharedRings<THal>(Mailbox control)
    where THal : struct, IHal
{
    private const nuint Pages = 2;

    public int Construct()
    {
        int error = Reserve(out DmaAllocation rings); //! HAL2002 (no fix: helper acquires)
        if (error < 0)
        {
            return error;
        }

        error = control.Execute(0x20, rings.Paddr);
        if (error < 0)
        {
            Log.Info("vfio-user: refused");
            return error;
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
