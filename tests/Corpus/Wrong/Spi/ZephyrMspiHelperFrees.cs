using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (mspi_ambiq): the helper gives the memory back before it returns false, and so does its caller.
internal sealed unsafe class MspiCalibration<THal>(Device mspi)
    where THal : struct, IHal
{
    public int Calibrate()
    {
        DmaAllocation pattern = THal.DmaAlloc(1, Both);
        if (pattern.Paddr == default)
        {
            return -12;
        }

        if (!Scan(in pattern))
        {
            return THal.DmaDealloc(pattern.Paddr, pattern.Vaddr, 1) | -5; //! HAL2003
        }

        mspi.Reset();
        return THal.DmaDealloc(pattern.Paddr, pattern.Vaddr, 1);
    }

    private bool Scan(in DmaAllocation pattern)
    {
        new Span<byte>(pattern.Vaddr, 64).Fill(0xa5);
        if (mspi.Submit(pattern.Paddr, 64) && mspi.Wait(10))
        {
            return true;
        }

        mspi.Reset();
        if (THal.DmaDealloc(pattern.Paddr, pattern.Vaddr, 1) != 0)
        {
            Log.Info("mspi: the pattern page is lost");
        }

        return false;
    }
}
