using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (media, pt3 and others): after a failed transfer the memory is given back twice.
internal sealed unsafe class TunerPages<THal>(DmaEngine engine, PhysAddr tuner)
    where THal : struct, IHal
{
    public int Capture(Span<byte> into)
    {
        DmaAllocation page = THal.DmaAlloc(1, DeviceToDriver);
        if (page.Paddr == default)
        {
            return -12;
        }

        int length = Math.Min(into.Length, HalConstants.PageSize);
        int cookie = engine.Submit(tuner, page.Paddr, length);
        if (cookie < 0 || !engine.WaitFor(cookie, 100))
        {
            engine.Terminate();
            _ = THal.DmaDealloc(page.Paddr, page.Vaddr, 1);
            length = -5;
        }
        else
        {
            new ReadOnlySpan<byte>(page.Vaddr, length).CopyTo(into);
        }

        int status = THal.DmaDealloc(page.Paddr, page.Vaddr, 1); //! HAL2003
        return status == 0 ? length : -14;
    }
}
