using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (net/octeontx): the flag says that the memory is still there after it was given back.
internal sealed unsafe class PacketKernel<THal>(Device pki)
    where THal : struct, IHal
{
    public int Configure(ReadOnlySpan<ulong> style)
    {
        if (style.Length > 512)
        {
            return -22;
        }

        var (paddr, vaddr) = THal.DmaAlloc(1, DriverToDevice);
        if (paddr == default)
        {
            return -12;
        }

        bool held = true;
        style.CopyTo(new Span<ulong>(vaddr, 512));
        int error = pki.Start(paddr, style.Length * 8);
        if (error != 0)
        {
            pki.Reset();
            error |= THal.DmaDealloc(paddr, vaddr, 1);
        }
        else
        {
            pki.Wait(10);
            pki.Reset();
        }

        if (held)
        {
            error |= THal.DmaDealloc(paddr, vaddr, 1); //! HAL2003
        }

        return error;
    }
}
